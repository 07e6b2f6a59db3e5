package org.obol.x402.evm;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.Fixtures;
import org.obol.x402.Permit2Authorization;
import org.web3j.crypto.StructuredDataEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Against digests and signatures that viem made.
 */
class TypedDataTests {

	private static final JsonNode FIXTURE = Fixtures.read("typed-data.json");

	private final EvmAccount account = EvmAccount.ofPrivateKey(FIXTURE.get("key").asString());

	static Stream<JsonNode> domains() {
		return FIXTURE.get("domains").valueStream();
	}

	static Stream<JsonNode> transfers() {
		return FIXTURE.get("eip3009").valueStream();
	}

	static Stream<JsonNode> permits() {
		return FIXTURE.get("permit2").valueStream();
	}

	@Test
	void theAddressIsTheKeys() {
		assertThat(this.account.address()).isEqualTo(FIXTURE.get("address").asString());
	}

	@ParameterizedTest
	@MethodSource("domains")
	void separatorsEqualViems(JsonNode fixture) {
		assertThat(hex(domain(fixture.get("domain")).separator())).isEqualTo(fixture.get("separator").asString());
	}

	@ParameterizedTest
	@MethodSource("transfers")
	void whatARemoteSignerIsSentHashesToTheSame(JsonNode fixture) throws IOException {
		JsonNode signed = fixture.get("authorization");
		Eip712Domain token = domain(fixture.get("domain"));
		Authorization authorization = new Authorization(signed.get("from").asString(), signed.get("to").asString(),
				AtomicAmount.parse(signed.get("value").asString()), number(signed, "validAfter"),
				number(signed, "validBefore"), signed.get("nonce").asString());
		String json = JsonMapper.builder().build().writeValueAsString(TypedData.message(token, authorization));
		assertThat(hex(new StructuredDataEncoder(json).hashStructuredData()))
			.isEqualTo(hex(TypedData.digest(token, authorization)));
	}

	@ParameterizedTest
	@MethodSource("transfers")
	void transfersHashAndSignAsInViem(JsonNode fixture) {
		JsonNode signed = fixture.get("authorization");
		byte[] digest = TypedData.digest(domain(fixture.get("domain")),
				new Authorization(signed.get("from").asString(), signed.get("to").asString(),
						AtomicAmount.parse(signed.get("value").asString()), number(signed, "validAfter"),
						number(signed, "validBefore"), signed.get("nonce").asString()));
		assertSigned(digest, fixture);
	}

	@ParameterizedTest
	@MethodSource("permits")
	void permit2TransfersHashAndSignAsInViem(JsonNode fixture) {
		assertSigned(TypedData.digest(Eip712Domain.ofPermit2(84532), permit2(fixture.get("permit2Authorization"))),
				fixture);
	}

	@Test
	void permitsOfTokensHashAndSignAsInViem() {
		JsonNode fixture = FIXTURE.get("eip2612").get(0);
		JsonNode permit = fixture.get("permit");
		byte[] digest = TypedData.digest(domain(fixture.get("domain")),
				new TypedData.Eip2612Permit(permit.get("owner").asString(), permit.get("spender").asString(),
						AtomicAmount.parse(permit.get("value").asString()), number(permit, "nonce"),
						number(permit, "deadline")));
		assertSigned(digest, fixture);
	}

	private void assertSigned(byte[] digest, JsonNode fixture) {
		String signature = fixture.get("signature").asString();
		assertThat(hex(digest)).isEqualTo(fixture.get("digest").asString());
		assertThat(this.account.sign(digest)).isEqualTo(signature);
		assertThat(Signatures.signer(digest, signature)).contains(this.account.address());
		assertThat(Signatures.isBy(digest, signature, this.account.address())).isTrue();
	}

	private static Permit2Authorization permit2(JsonNode permit) {
		JsonNode witness = permit.get("witness");
		String facilitator = witness.has("facilitator") ? witness.get("facilitator").asString() : null;
		return new Permit2Authorization(permit.get("from").asString(), permit.get("permitted").get("token").asString(),
				AtomicAmount.parse(permit.get("permitted").get("amount").asString()), permit.get("spender").asString(),
				number(permit, "nonce"), number(permit, "deadline"), new Permit2Authorization.Witness(
						witness.get("to").asString(), facilitator, number(witness, "validAfter")));
	}

	private static Eip712Domain domain(JsonNode domain) {
		return new Eip712Domain(domain.get("name").asString(),
				domain.has("version") ? domain.get("version").asString() : null, domain.get("chainId").asLong(),
				domain.get("verifyingContract").asString());
	}

	private static BigInteger number(JsonNode node, String name) {
		return new BigInteger(node.get(name).asString());
	}

	private static String hex(byte[] bytes) {
		return "0x" + HexFormat.of().formatHex(bytes);
	}

}
