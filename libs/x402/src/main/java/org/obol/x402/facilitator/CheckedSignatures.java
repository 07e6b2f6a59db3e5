package org.obol.x402.facilitator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.obol.x402.Authorization;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.Signatures;
import org.obol.x402.evm.TypedData;

/**
 * Checks that payers with an ordinary account signed. A payment is checked before the
 * service works and again before it is settled; the second time is only remembered.
 */
final class CheckedSignatures {

	/** So many payments may be between the two. */
	private static final int MOST = 4_096;

	private final Set<Checked> good = ConcurrentHashMap.newKeySet();

	/**
	 * Whether an authorization is signed by the account it takes from.
	 * @param domain the token's
	 * @param authorization what was signed
	 * @param signature 0x and hex
	 * @return true when it is
	 */
	boolean isPayers(Eip712Domain domain, Authorization authorization, String signature) {
		Checked checked = new Checked(domain, authorization, signature);
		if (this.good.remove(checked)) {
			return true;
		}
		boolean payers = Signatures.isBy(TypedData.digest(domain, authorization), signature, authorization.from());
		if (payers) {
			remember(checked);
		}
		return payers;
	}

	private void remember(Checked checked) {
		// Not every payment that is checked is settled.
		if (this.good.size() >= MOST) {
			this.good.clear();
		}
		this.good.add(checked);
	}

	private record Checked(Eip712Domain domain, Authorization authorization, String signature) {
	}

}
