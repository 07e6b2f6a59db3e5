package org.obol.shell.wallet;

import com.google.gson.JsonParser;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.evm.EvmAccount;
import org.web3j.crypto.Credentials;
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

	/**
	 * The address alone, read without the crypto classes: listing wallets must be quick.
	 */
	static String address(String json, String name) {
		try {
			String address = JsonParser.parseString(json).getAsJsonObject().get("address").getAsString();
			if (address.matches("(0x)?[0-9a-fA-F]{40}")) {
				return "0x" + address.replaceFirst("^0x", "");
			}
		}
		catch (RuntimeException notKeystore) {
			throw noKeystore(name, notKeystore);
		}
		throw noKeystore(name, null);
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

	static Credentials credentials(String json, String name, Password password) {
		return Credentials.create(decrypt(json, name, password));
	}

	private static WalletFile read(String json, String name) {
		try {
			return JSON.readValue(json, WalletFile.class);
		}
		catch (JacksonException ex) {
			throw noKeystore(name, ex);
		}
	}

	private static RefusedException noKeystore(String name, @Nullable Throwable cause) {
		String message = "Wallet '" + name + "' is not a V3 keystore file";
		return (cause != null) ? new RefusedException(message, cause) : new RefusedException(message);
	}

}
