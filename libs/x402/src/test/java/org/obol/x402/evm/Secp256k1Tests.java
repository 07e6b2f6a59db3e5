package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.Fixtures;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Both implementations against viem's signatures, and against each other.
 */
class Secp256k1Tests {

	private static final JsonNode FIXTURE = Fixtures.read("typed-data.json");

	private static final BigInteger ORDER = new BigInteger(
			"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

	static Stream<Secp256k1> implementations() {
		return Stream.of(new NativeSecp256k1(), new JavaSecp256k1());
	}

	@ParameterizedTest
	@MethodSource("implementations")
	void signaturesEqualViems(Secp256k1 curve) {
		byte[] key = bytes(FIXTURE.get("key").asString());
		FIXTURE.get("eip3009").valueStream().forEach((fixture) -> {
			byte[] digest = bytes(fixture.get("digest").asString());
			EcdsaSignature signature = curve.sign(digest, key, curve.publicKey(key));
			assertThat(signature.hex()).isEqualTo(fixture.get("signature").asString());
			assertThat(curve.recover(digest, signature).map(EvmAddress::ofPublicKey))
				.contains(FIXTURE.get("address").asString());
		});
	}

	@Test
	void bothImplementationsAgreeOnRandomKeysAndDigests() {
		Random random = new Random(42);
		Secp256k1 fast = new NativeSecp256k1();
		Secp256k1 pure = new JavaSecp256k1();
		for (int i = 0; i < 50; i++) {
			byte[] key = new byte[32];
			byte[] digest = new byte[32];
			random.nextBytes(key);
			random.nextBytes(digest);
			EcdsaSignature signature = fast.sign(digest, key, fast.publicKey(key));
			assertThat(pure.sign(digest, key, pure.publicKey(key))).isEqualTo(signature);
			assertThat(pure.recover(digest, signature)).contains(fast.publicKey(key));
			assertThat(fast.recover(digest, signature)).contains(pure.publicKey(key));
		}
	}

	@ParameterizedTest
	@MethodSource("implementations")
	void garbageIsNobodysSignature(Secp256k1 curve) {
		byte[] rs = new byte[64];
		rs[63] = 1;
		assertThat(curve.recover(new byte[32], new EcdsaSignature(rs, 0))).isEmpty();
		byte[] tooLarge = new byte[64];
		java.util.Arrays.fill(tooLarge, 0, 32, (byte) 0xff);
		tooLarge[63] = 1;
		assertThat(curve.recover(new byte[32], new EcdsaSignature(tooLarge, 1))).isEmpty();
	}

	@Test
	void theMirroredSignatureIsRefusedAsTokensDo() {
		JsonNode fixture = FIXTURE.get("eip3009").get(0);
		String signature = fixture.get("signature").asString();
		BigInteger s = new BigInteger(signature.substring(66, 130), 16);
		String mirrored = signature.substring(0, 66) + String.format("%064x", ORDER.subtract(s))
				+ (signature.endsWith("1b") ? "1c" : "1b");
		byte[] digest = bytes(fixture.get("digest").asString());
		assertThat(Signatures.signer(digest, signature)).isPresent();
		assertThat(Signatures.signer(digest, mirrored)).isEmpty();
	}

	@Test
	void otherLengthsAndOtherVsAreNoSignatures() {
		byte[] digest = new byte[32];
		assertThat(Signatures.signer(digest, "0x")).isEmpty();
		assertThat(Signatures.signer(digest, "0x" + "11".repeat(64))).isEmpty();
		assertThat(Signatures.signer(digest, "0x" + "11".repeat(64) + "1d")).isEmpty();
		assertThat(Signatures.signer(digest, "0x" + "11".repeat(66))).isEmpty();
	}

	@Test
	void keysThatAreNoneAreRefusedWithoutBeingRepeated() {
		for (String bad : new String[] { "", "0x12", "0".repeat(64), ORDER.toString(16), "zz".repeat(32) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> EvmAccount.ofPrivateKey(bad))
				.satisfies((ex) -> assertThat(bad.isEmpty() || !ex.getMessage().contains(bad)).isTrue());
		}
	}

	@Test
	void anAccountShowsItsAddressAndNotItsKey() {
		String key = FIXTURE.get("key").asString();
		assertThat(EvmAccount.ofPrivateKey(key)).hasToString(FIXTURE.get("address").asString());
		assertThat(EvmAccount.ofPrivateKey(key.substring(2)).address()).isEqualTo(FIXTURE.get("address").asString());
	}

	@Test
	void addressesAreCheckedLikeEip55() {
		assertThat(EvmAddress.isValid("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")).isTrue();
		assertThat(EvmAddress.isValid("0x70997970c51812dc3a010c7d01b50e0d17dc79c8")).isTrue();
		assertThat(EvmAddress.isValid("0x70997970c51812dc3A010C7d01b50e0d17dc79C8")).isFalse();
		assertThat(EvmAddress.isValid("70997970C51812dc3A010C7d01b50e0d17dc79C8")).isFalse();
		assertThat(EvmAddress.checksummed("0x70997970c51812dc3a010c7d01b50e0d17dc79c8"))
			.isEqualTo("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.substring(2));
	}

}
