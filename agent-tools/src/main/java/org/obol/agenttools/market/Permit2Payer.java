package org.obol.agenttools.market;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.chain.Chains;
import org.obol.agenttools.chain.Rpc;
import org.obol.agenttools.chain.RpcRefusedException;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.agenttools.wallet.Signer;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.SchemePayload;
import org.obol.x402.TransferMethod;
import org.obol.x402.X402Version;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAddress;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.Signatures;
import org.obol.x402.evm.TypedData;
import org.obol.x402.evm.X402Contracts;
import org.springframework.stereotype.Component;

/**
 * Pays through Permit2, as OBOL is paid, from a wallet whose key only its signer has. A
 * wallet that never approved Permit2 signs the approval of this one amount too, which the
 * seller's facilitator brings to the chain.
 */
@Component
class Permit2Payer {

	private static final String ALLOWANCE = "0xdd62ed3e";

	private static final String NONCES = "0x7ecebe00";

	private static final int NONCE_BITS = 256;

	private final Signer signer;

	private final Chains chains;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	Permit2Payer(Signer signer, Chains chains, Clock clock) {
		this.signer = signer;
		this.chains = chains;
		this.clock = clock;
	}

	static boolean canPay(PaymentRequired required, PaymentRequirements offer) {
		return required.version() == X402Version.V2 && PaymentRequirements.EXACT.equals(offer.scheme())
				&& offer.network().isEvm() && offer.transferMethod().filter(TransferMethod.PERMIT2::equals).isPresent()
				&& offer.extraText("name").isPresent() && offer.extraText("version").isPresent()
				&& EvmAddress.isValid(offer.asset()) && EvmAddress.isValid(offer.payTo());
	}

	/**
	 * Signs a payment.
	 * @param caller who pays
	 * @param required the 402
	 * @param offer one of its ways to pay, which {@link #canPay} accepted
	 * @return the payment; nothing moved yet
	 * @throws ToolRefusedException if it can't be paid, and nothing useful was signed
	 */
	PaymentPayload sign(Caller caller, PaymentRequired required, PaymentRequirements offer)
			throws InterruptedException {
		String owner = Signer.address(caller);
		BigInteger deadline = BigInteger.valueOf(this.clock.instant().getEpochSecond() + offer.maxTimeoutSeconds());
		Map<String, Object> extensions = required.extensions();
		Rpc chain = this.chains.named(offer.network().caip2());
		if (number(chain, offer.asset(), ALLOWANCE + word(owner) + word(X402Contracts.PERMIT2))
			.compareTo(offer.amount().value()) < 0) {
			extensions = GasSponsoring.with(extensions, approval(caller, required, offer, chain, deadline));
		}
		Permit2Authorization permit = new Permit2Authorization(owner, offer.asset(), offer.amount(),
				X402Contracts.EXACT_PERMIT2_PROXY, new BigInteger(NONCE_BITS, this.random), deadline,
				new Permit2Authorization.Witness(offer.payTo(), null, BigInteger.ZERO));
		Eip712Domain permit2 = Eip712Domain.ofPermit2(offer.network().chainId());
		String signature = signed(caller, Permit2Messages.transfer(permit2, permit), TypedData.digest(permit2, permit));
		return PaymentPayload.v2(offer, new SchemePayload.Permit2(signature, permit), required.resource(), extensions);
	}

	private GasSponsoring.Approval approval(Caller caller, PaymentRequired required, PaymentRequirements offer,
			Rpc chain, BigInteger deadline) throws InterruptedException {
		if (!required.extensions().containsKey(GasSponsoring.KEY)) {
			throw new ToolRefusedException("This token is paid through Permit2, which your wallet has not approved, and"
					+ " the service brings no approvals. Nothing was paid.");
		}
		String owner = Signer.address(caller);
		BigInteger nonce = number(chain, offer.asset(), NONCES + word(owner));
		Eip712Domain token = Eip712Domain.ofToken(offer);
		TypedData.Eip2612Permit permit = new TypedData.Eip2612Permit(owner, X402Contracts.PERMIT2, offer.amount(),
				nonce, deadline);
		String signature = signed(caller, Permit2Messages.approval(token, permit), TypedData.digest(token, permit));
		return new GasSponsoring.Approval(owner, offer.asset(), X402Contracts.PERMIT2, offer.amount(), nonce, deadline,
				signature);
	}

	/** A signature over anything else than we mean is worth nothing, so it is checked. */
	private String signed(Caller caller, Map<String, Object> message, byte[] digest) throws InterruptedException {
		String signature = this.signer.typedData(caller, message);
		if (!Signatures.isBy(digest, signature, Signer.address(caller))) {
			throw new ToolRefusedException("Your wallet's signer signs something else; nothing was paid.");
		}
		return signature;
	}

	private static BigInteger number(Rpc chain, String token, String data) throws InterruptedException {
		try {
			return Rpc.quantity(chain.call("eth_call", Map.of("to", token, "data", data), "latest"));
		}
		catch (RpcRefusedException ex) {
			throw new ToolRefusedException("This token can't be paid through Permit2. Nothing was paid.");
		}
	}

	private static String word(String address) {
		return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
	}

}
