package org.obol.agentcontroller.wallet;

/** What is with an agent's wallet. */
public sealed interface WalletState {

	/**
	 * The wallet's address.
	 * @return EIP-55, empty if there is none to tell
	 */
	default String address() {
		return "";
	}

	/** No wallet is wanted. */
	record NotWanted() implements WalletState {

	}

	/**
	 * The keystore is in its Secret and the signer is applied.
	 *
	 * @param address EIP-55
	 * @param token what the signer wants to see
	 * @param version changes when the Secret does: the signer reads it only when it
	 * starts
	 */
	record Kept(String address, String token, String version) implements WalletState {

		/** Without the token. */
		@Override
		public String toString() {
			return "Kept[" + this.address + "]";
		}

	}

	/**
	 * A person has to look at it; nothing is minted over what may hold money.
	 *
	 * @param address the address that was known before, may be empty
	 * @param message what is wrong
	 */
	record Broken(String address, String message) implements WalletState {

	}

}
