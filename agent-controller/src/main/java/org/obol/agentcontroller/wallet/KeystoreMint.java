package org.obol.agentcontroller.wallet;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes keys. The password has 256 random bits, so the light scrypt parameters (4 MiB
 * instead of 256 MiB) lose nothing; still, one derivation runs at a time.
 */
@Component
class KeystoreMint {

	private static final int PASSWORD_BYTES = 32;

	private final SecureRandom random;

	private final JsonMapper json = JsonMapper.builder().build();

	KeystoreMint(SecureRandom random) {
		this.random = random;
	}

	synchronized MintedKeystore mint() {
		try {
			ECKeyPair key = Keys.createEcKeyPair(this.random);
			String password = secret();
			WalletFile file = Wallet.createLight(password, key);
			return new MintedKeystore(Keys.toChecksumAddress(Keys.getAddress(key)), this.json.writeValueAsString(file),
					password);
		}
		catch (CipherException | InvalidAlgorithmParameterException | NoSuchAlgorithmException
				| NoSuchProviderException ex) {
			throw new IllegalStateException("This Java can't make an Ethereum key", ex);
		}
	}

	/** 256 random bits as 64 hex digits. */
	String secret() {
		byte[] bytes = new byte[PASSWORD_BYTES];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
