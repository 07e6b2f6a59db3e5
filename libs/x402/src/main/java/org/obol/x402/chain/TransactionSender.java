package org.obol.x402.chain;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.obol.x402.evm.EvmAccount;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Sends transactions of one account on one chain. Only those are sent that were estimated
 * to succeed; one that isn't mined in time is sent again with a higher fee.
 */
public final class TransactionSender {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	/** What is offered stays enough for six blocks, so it may be a little old. */
	private static final Duration FEES_GOOD_FOR = Duration.ofSeconds(1);

	private final ChainClient chain;

	private final EvmAccount account;

	private final Clock clock;

	private final Duration receiptTimeout;

	private final Duration bumpAfter;

	private final BigInteger maxGas;

	private final SharedAnswer<Fees> fees;

	private final Outbox outbox;

	private final Lookout lookout;

	/**
	 * A sender for one account.
	 * @param chain where to send
	 * @param account who pays for gas
	 * @param clock the time
	 * @param receiptTimeout how long to wait for the block
	 * @param bumpAfter after how long to offer a higher fee, again and again
	 * @param maxGas what needs more is not sent
	 */
	public TransactionSender(ChainClient chain, EvmAccount account, Clock clock, Duration receiptTimeout,
			Duration bumpAfter, BigInteger maxGas) {
		this.chain = chain;
		this.account = account;
		this.clock = clock;
		this.receiptTimeout = receiptTimeout;
		this.bumpAfter = bumpAfter;
		this.maxGas = maxGas;
		this.fees = new SharedAnswer<>(chain::fees, FEES_GOOD_FOR);
		this.outbox = new Outbox(chain, account);
		this.lookout = new Lookout(chain, account, clock);
	}

	/**
	 * Sends a call to a contract and waits until it is in a block.
	 * @param call what to send
	 * @return what became of it
	 */
	public Sending send(ContractCall call) {
		try {
			return switch (this.chain.estimateGas(this.account.address(), call.to(), call.data())) {
				case GasEstimate.Reverts(String message) -> new Sending.WouldRevert(message);
				case GasEstimate.Needs(BigInteger gas) when gas.compareTo(this.maxGas) > 0 ->
					new Sending.NotSent("it needs " + gas + " gas, more than " + this.maxGas);
				case GasEstimate.Needs(BigInteger gas) -> post(new Draft(call, withReserve(gas), this.fees.get()));
			};
		}
		catch (ChainException ex) {
			return new Sending.NotSent(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Looks once whether a transaction is in a block by now.
	 * @param hashes its hash and those of its replacements
	 * @return the receipt of the one that was mined
	 * @throws ChainException when the chain can't be asked
	 */
	public Optional<TransactionReceipt> mined(List<String> hashes) {
		return this.lookout.mined(hashes);
	}

	private Sending post(Draft draft) {
		return switch (this.outbox.post(draft)) {
			case Outbox.Posted.Refused(BigInteger ignored, String why) -> new Sending.NotSent(why);
			case Outbox.Posted.Taken taken -> await(draft, taken);
		};
	}

	private Sending await(Draft draft, Outbox.Posted.Taken taken) {
		BigInteger nonce = taken.transaction().nonce();
		Underway underway = new Underway(draft, taken, this.outbox, this.chain::fees);
		Instant bump = this.clock.instant().plus(this.bumpAfter);
		Instant deadline = this.clock.instant().plus(this.receiptTimeout);
		Duration pause = FIRST_PAUSE;
		boolean mined = false;
		try (Lookout.Watch watch = this.lookout.watch(nonce)) {
			while (this.clock.instant().isBefore(deadline)) {
				Optional<TransactionReceipt> receipt = watch.look(underway.hashes());
				if (receipt.isPresent()) {
					mined = true;
					return new Sending.Mined(receipt.get());
				}
				if (this.clock.instant().isBefore(bump)) {
					underway.repeatIfUnanswered();
				}
				else {
					underway.offerMore();
					bump = this.clock.instant().plus(this.bumpAfter);
				}
				if (!sleep(pause)) {
					break;
				}
				pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
			}
			return new Sending.Pending(underway.hashes());
		}
		finally {
			this.outbox.done(nonce, mined);
		}
	}

	/** A fifth more: what a token needs can grow between estimate and block. */
	private static BigInteger withReserve(BigInteger gas) {
		return gas.add(gas.divide(BigInteger.valueOf(5)));
	}

	private static boolean sleep(Duration pause) {
		try {
			Thread.sleep(pause);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
