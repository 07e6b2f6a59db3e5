package org.obol.x402.evm;

import java.nio.charset.StandardCharsets;

/**
 * Texts that people sign with their wallet (ERC-191, version 0x45), which can never be
 * transactions.
 */
public final class PersonalMessage {

	private PersonalMessage() {
	}

	/**
	 * What a wallet signs for a text.
	 * @param text the text, as the wallet shows it
	 * @return 32 bytes
	 */
	public static byte[] digest(String text) {
		byte[] message = text.getBytes(StandardCharsets.UTF_8);
		byte[] head = ("\u0019Ethereum Signed Message:\n" + message.length).getBytes(StandardCharsets.UTF_8);
		byte[] all = new byte[head.length + message.length];
		System.arraycopy(head, 0, all, 0, head.length);
		System.arraycopy(message, 0, all, head.length, message.length);
		return Keccak.hash(all);
	}

}
