package org.obol.agenttools.market;

import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.wallet.Signer;
import org.obol.x402.Authorization;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.Payer;
import org.obol.x402.evm.TypedData;

/** Pays from an agent's wallet, whose key only its signer has. */
final class RemotePayer implements Payer {

	private final Signer signer;

	private final Caller caller;

	RemotePayer(Signer signer, Caller caller) {
		this.signer = signer;
		this.caller = caller;
	}

	@Override
	public String address() {
		return Signer.address(this.caller);
	}

	@Override
	public String sign(Eip712Domain token, Authorization authorization) {
		try {
			return this.signer.typedData(this.caller, TypedData.message(token, authorization));
		}
		catch (InterruptedException ex) {
			throw new StoppedException(ex);
		}
	}

	/** This thread was told to stop before anything was signed. */
	static final class StoppedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		StoppedException(InterruptedException cause) {
			super(cause);
		}

	}

}
