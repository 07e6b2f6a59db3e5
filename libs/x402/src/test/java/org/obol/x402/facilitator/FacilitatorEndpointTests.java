package org.obol.x402.facilitator;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class FacilitatorEndpointTests {

	private static final String V2 = "{\"x402Version\":2,\"paymentPayload\":" + Fixtures.read("v2.json").get("payment")
			+ ",\"paymentRequirements\":" + Fixtures.read("v2.json").get("required").get("accepts").get(0) + "}";

	private static final String V1 = "{\"x402Version\":1,\"paymentPayload\":" + Fixtures.read("v1.json").get("payment")
			+ ",\"paymentRequirements\":" + Fixtures.read("v1.json").get("requirements") + "}";

	private final FakeFacilitator fake = FakeFacilitator.of("exact", Network.evm(84532));

	private final FacilitatorEndpoint endpoint = new FacilitatorEndpoint(this.fake);

	@Test
	void verdictsGoOutAsTheProtocolWantsThem() {
		assertThat(post("/verify", V2, 200).toString()).isEqualTo("{\"isValid\":true,\"payer\":\"0xbuyer\"}");
		this.fake.verification = new Verification.Invalid(ErrorReason.INSUFFICIENT_BALANCE, "internal", "0xbuyer");
		assertThat(post("/verify", V2, 200).toString()).isEqualTo(
				"{\"isValid\":false,\"invalidReason\":\"invalid_exact_evm_insufficient_balance\",\"payer\":\"0xbuyer\"}");
		this.fake.verification = new Verification.Unavailable(ErrorReason.UNEXPECTED_VERIFY_ERROR, "internal");
		assertThat(post("/verify", V2, 503).toString()).doesNotContain("internal").contains("\"isValid\":false");
	}

	@Test
	void settlementsGoOutInTheVersionOfThePayment() {
		assertThat(post("/settle", V2, 200).get("network").asString()).isEqualTo("eip155:84532");
		assertThat(post("/settle", V1, 200).get("network").asString()).isEqualTo("base-sepolia");
	}

	@Test
	void whatIsUnknownIsNoSuccessAndNamesItsTransaction() {
		this.fake.settlement = new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, "internal", "0xdef");
		JsonNode answer = post("/settle", V2, 200);
		assertThat(answer.get("success").booleanValue()).isFalse();
		assertThat(answer.get("errorReason").asString()).isEqualTo("settlement_pending");
		assertThat(answer.get("transaction").asString()).isEqualTo("0xdef");
		assertThat(answer.toString()).doesNotContain("internal");
	}

	@Test
	void whatCannotBeReadNeverReachesTheFacilitator() {
		post("/verify", "{\"x402Version\":2}", 400);
		post("/settle", "<html>", 400);
		assertThat(this.fake.calls).isEmpty();
	}

	@Test
	void otherPathsAndMethodsAreToldWhatIsThere() {
		assertThat(this.endpoint.answer("GET", "/verify", new byte[0]).status()).isEqualTo(405);
		assertThat(this.endpoint.answer("POST", "/supported", new byte[0]).status()).isEqualTo(405);
		assertThat(this.endpoint.answer("GET", "/", new byte[0]).status()).isEqualTo(404);
	}

	@Test
	void supportedIsListedOrTriedLater() {
		JsonNode supported = Fixtures.json(this.endpoint.answer("GET", "/supported", new byte[0]).body());
		assertThat(supported.get("kinds").get(0).toString())
			.isEqualTo("{\"x402Version\":2,\"scheme\":\"exact\",\"network\":\"eip155:84532\"}");
		this.fake.silent = true;
		assertThat(this.endpoint.answer("GET", "/supported", new byte[0]).status()).isEqualTo(503);
	}

	private JsonNode post(String path, String body, int status) {
		FacilitatorEndpoint.Answer answer = this.endpoint.answer("POST", path, body.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(status);
		return Fixtures.json(answer.body());
	}

}
