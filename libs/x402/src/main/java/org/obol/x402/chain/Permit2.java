package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.X402Contracts;

/**
 * Permit2 and the two x402 proxies in front of it: the calls that settle, and what they
 * remember.
 */
public final class Permit2 {

	private static final String PERMIT = "((address,uint256),uint256,uint256)";

	private static final String APPROVAL = "(uint256,uint256,bytes32,bytes32,uint8)";

	private static final String EXACT_REST = ",address,(address,uint256),bytes)";

	private static final String UPTO_REST = ",uint256,address,(address,address,uint256),bytes)";

	static final String GIVEN_UP = Abi.eventTopic("UnorderedNonceInvalidation(address,uint256,uint256)");

	private static final List<String> PROXIES = List.of(X402Contracts.EXACT_PERMIT2_PROXY,
			X402Contracts.UPTO_PERMIT2_PROXY);

	/** 0x and eight digits. */
	private static final int SELECTOR = 10;

	private static final int WORD = 64;

	/** Which word of a settlement is the nonce, by how it begins. */
	private static final Map<String, Integer> NONCES = Map.of(Abi.selector("settle(" + PERMIT + EXACT_REST), 2,
			Abi.selector("settle(" + PERMIT + UPTO_REST), 2,
			Abi.selector("settleWithPermit(" + APPROVAL + "," + PERMIT + EXACT_REST), 7,
			Abi.selector("settleWithPermit(" + APPROVAL + "," + PERMIT + UPTO_REST), 7);

	private Permit2() {
	}

	/**
	 * The call that settles a permitted transfer: {@code settle} of the proxy, or
	 * {@code settleWithPermit} when an approval came along. A witness with a facilitator
	 * is {@code upto}, any other {@code exact}.
	 * @param signed what was signed
	 * @param signature 0x and hex
	 * @param amount atomic units to move; for {@code exact} the signed amount
	 * @param approval the payer's approval of Permit2, or null when it has one on chain
	 * @return the call
	 */
	public static ContractCall settlement(Permit2Authorization signed, String signature, AtomicAmount amount,
			GasSponsoring.@Nullable Approval approval) {
		String facilitator = signed.witness().facilitator();
		StringBuilder words = new StringBuilder();
		if (approval != null) {
			words.append(Abi.word(approval.amount().value())).append(Abi.word(approval.deadline()));
			words.append(approval.signature(), 2, 130).append(Abi.word(approval.v()));
		}
		words.append(Abi.word(signed.token())).append(Abi.word(signed.amount().value()));
		words.append(Abi.word(signed.nonce())).append(Abi.word(signed.deadline()));
		if (facilitator != null) {
			words.append(Abi.word(amount.value()));
		}
		words.append(Abi.word(signed.from())).append(Abi.word(signed.witness().to()));
		if (facilitator != null) {
			words.append(Abi.word(facilitator));
		}
		words.append(Abi.word(signed.witness().validAfter()));
		String function = ((approval != null) ? "settleWithPermit(" + APPROVAL + "," : "settle(") + PERMIT
				+ ((facilitator != null) ? UPTO_REST : EXACT_REST);
		return new ContractCall(signed.spender(),
				Abi.callWithBytes(Abi.selector(function), words.toString(), signature));
	}

	/**
	 * Whether a permit was used or cancelled.
	 * @param chain where to ask
	 * @param owner who signed it
	 * @param nonce its nonce
	 * @return true when it can't be used any more; empty when there is no Permit2
	 */
	public static Optional<Boolean> isUsed(ChainClient chain, String owner, BigInteger nonce) {
		String data = Abi.call("nonceBitmap", Abi.address(owner), Abi.uint(nonce.shiftRight(8)));
		return Abi.number(chain.call(owner, X402Contracts.PERMIT2, data))
			.map((bitmap) -> bitmap.testBit(nonce.intValue() & 0xff));
	}

	/**
	 * Whether a call settles a permit, as the proxies are called. The nonce counts where
	 * it stands, as a buyer chooses it: it may be any number that stands elsewhere in
	 * somebody's call.
	 */
	static boolean settles(ContractCall call, BigInteger nonce) {
		Integer word = NONCES.get(call.data().substring(0, Math.min(SELECTOR, call.data().length())));
		if (word == null || PROXIES.stream().noneMatch(call.to()::equalsIgnoreCase)) {
			return false;
		}
		int begin = SELECTOR + word * WORD;
		return call.data().startsWith(Abi.word(nonce), begin);
	}

	/**
	 * Whether a call of another contract may have settled a permit in its turn: nobody
	 * can tell from outside.
	 */
	static boolean mayHide(ContractCall call, BigInteger nonce) {
		return PROXIES.stream().noneMatch(call.to()::equalsIgnoreCase) && call.data().contains(Abi.word(nonce));
	}

	/**
	 * Whether an event tells that a nonce was given up
	 * ({@code UnorderedNonceInvalidation}).
	 * @param data the word's number, and the bits in it
	 */
	static boolean givesUp(String data, BigInteger nonce) {
		if (data.length() != 2 + 2 * WORD) {
			return false;
		}
		BigInteger word = new BigInteger(data.substring(2, 2 + WORD), 16);
		BigInteger mask = new BigInteger(data.substring(2 + WORD), 16);
		return word.equals(nonce.shiftRight(8)) && mask.testBit(nonce.intValue() & 0xff);
	}

}
