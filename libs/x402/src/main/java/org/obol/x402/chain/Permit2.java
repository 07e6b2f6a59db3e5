package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
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

	/** How the nonce stands in a settlement's input. */
	static String nonceWord(BigInteger nonce) {
		return Abi.word(nonce);
	}

	/** The topics of a token's transfers from a payer to a seller. */
	static List<String> transferTopics(String from, String to) {
		return List.of(TransferLog.TRANSFER, Abi.topic(from), Abi.topic(to));
	}

}
