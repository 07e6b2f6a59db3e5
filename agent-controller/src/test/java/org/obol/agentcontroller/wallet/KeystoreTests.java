package org.obol.agentcontroller.wallet;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What a Secret must say about its key before it counts as a wallet. */
class KeystoreTests {

	private static final String ADDRESS = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A";

	private static final String DOCUMENT = """
			{"version":3,"address":"19e7e376e7c213b7e7e7e46cc70a5dd086daff2a",
			 "crypto":{"kdf":"scrypt","kdfparams":{"n":%s,"r":8,"p":1,"dklen":32}}}""";

	@Test
	void whatIsMintedHereIsAWallet() {
		MintedKeystore minted = new KeystoreMint(new SecureRandom()).mint();
		assertThat(new Keystore(minted.document(), minted.password(), "token").fault(minted.address())).isEmpty();
	}

	@Test
	void otherKindsOfKeystoresAreLeftToTheSigner() {
		String document = "{\"address\":\"" + ADDRESS + "\",\"crypto\":{\"kdf\":\"pbkdf2\"}}";
		assertThat(new Keystore(document, "password", "token").fault(ADDRESS)).isEmpty();
	}

	static Stream<Arguments> faults() {
		return Stream.of(argumentSet("no password", DOCUMENT.formatted(4096), "", "token", "has no password"),
				argumentSet("no token", DOCUMENT.formatted(4096), "password", "", "has no authToken"),
				argumentSet("nothing", "", "password", "token", "has no V3 keystore in keystore.json"),
				argumentSet("no JSON", "{\"", "password", "token", "has no V3 keystore in keystore.json"),
				argumentSet("another key", "{\"address\":\"00\"}", "password", "token", "but its keystore is for 0x00"),
				argumentSet("a standard keystore", DOCUMENT.formatted(262144), "password", "token",
						"takes 256 MiB to open, the signer has 16"),
				argumentSet("an absurd one", DOCUMENT.formatted("99999999999999"), "password", "token",
						"MiB to open, the signer has 16"));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void whatIsNoWalletSaysWhy(String document, String password, String token, String fault) {
		assertThat(new Keystore(document, password, token).fault(ADDRESS))
			.hasValueSatisfying((found) -> assertThat(found).contains(fault));
	}

	@Test
	void nothingSecretIsTold() {
		assertThat(new Keystore("document", "password", "token").toString()).isEqualTo("Keystore");
	}

}
