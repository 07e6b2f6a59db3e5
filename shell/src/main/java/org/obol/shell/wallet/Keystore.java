package org.obol.shell.wallet;

import java.math.BigInteger;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.evm.EvmAccount;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A key under a password, as a V3 keystore (the format of geth and everybody else). */
final class Keystore {

	private static final int HEX = 16;

	private static final int KEY_DIGITS = 64;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private Keystore() {
	}

	static String encrypt(String privateKey, Password password) {
		ECKeyPair pair = ECKeyPair.create(new BigInteger(privateKey.replaceFirst("^0x", ""), HEX));
		try {
			WalletFile file = password.generated() ? Wallet.createLight(password.value(), pair)
					: Wallet.createStandard(password.value(), pair);
			return JSON.writeValueAsString(file);
		}
		catch (CipherException ex) {
			throw new IllegalStateException("This Java can't encrypt a keystore", ex);
		}
	}

	static String address(String json, String name) {
		String address = read(json, name).getAddress();
		return (address == null) ? "" : "0x" + address.replaceFirst("^0x", "");
	}

	/** The key itself; it stays inside this package and the signer. */
	static String decrypt(String json, String name, Password password) {
		try {
			String digits = Wallet.decrypt(password.value(), read(json, name)).getPrivateKey().toString(HEX);
			return "0".repeat(KEY_DIGITS - digits.length()) + digits;
		}
		catch (CipherException ex) {
			throw new RefusedException("The password does not open wallet '" + name + "'", ex);
		}
	}

	static EvmAccount open(String json, String name, Password password) {
		return EvmAccount.ofPrivateKey(decrypt(json, name, password));
	}

	private static WalletFile read(String json, String name) {
		try {
			return JSON.readValue(json, WalletFile.class);
		}
		catch (JacksonException ex) {
			throw new RefusedException("Wallet '" + name + "' is not a V3 keystore file", ex);
		}
	}

}
