package org.obol.x402.extension;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.TokenRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What sellers declare, and the names that buyers give. */
class DeclarationsTests {

	private static final JsonNode OFFICIAL = Fixtures.read("extensions.json");

	@Test
	void thePaymentIdentifierIsDeclaredAsTheOfficialPackageDeclaresIt() {
		assertThat(json(PaymentIdentifier.declaration(false))).isEqualTo(OFFICIAL.get("paymentIdentifier"));
		assertThat(json(PaymentIdentifier.declaration(true)).get("info").get("required").asBoolean()).isTrue();
	}

	@Test
	void theBazaarSaysWhatTheOfficialPackageSaysAndWhichMethod() {
		JsonNode ours = json(Bazaar.query("GET"));
		assertThat(ours.get("info")).isEqualTo(OFFICIAL.get("bazaarQuery").get("info"));
		assertThat(ours.at("/schema/properties/input/properties/method/const").asString()).isEqualTo("GET");
		JsonNode chat = json(Bazaar.chat());
		assertThat(chat.at("/info/input/bodyType").asString()).isEqualTo("json");
		assertThat(chat.at("/schema/properties/input/properties/body/required/0").asString()).isEqualTo("messages");
	}

	@Test
	void aMethodWithoutABodyTakesNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bazaar.query("POST")).withMessageContaining("GET");
		assertThatIllegalArgumentException().isThrownBy(() -> Bazaar.json("GET", Map.of(), Map.of()));
	}

	@Test
	void anIdentifierIsFoundAndNoneIsNone() {
		assertThat(PaymentIdentifier.in(payment(Map.of()))).isEmpty();
		assertThat(PaymentIdentifier.in(payment(echo(Map.of("required", false))))).isEmpty();
		assertThat(PaymentIdentifier.in(payment(echo(Map.of("required", false, "id", "pay_0123456789abcdef")))))
			.contains("pay_0123456789abcdef");
	}

	static Stream<Object> broken() {
		return Stream.of("short", "x".repeat(129), "with a blank in it", "line\nbreak-line-break", "\u00e4".repeat(16),
				7, List.of("pay_0123456789abcdef"), Map.of(), "", true);
	}

	@ParameterizedTest
	@MethodSource("broken")
	void whatIsNoIdentifierIsRefused(Object id) {
		assertThatIllegalArgumentException().isThrownBy(() -> PaymentIdentifier.in(payment(echo(Map.of("id", id)))))
			.withMessageContaining("payment-identifier");
	}

	@Test
	void whatIsNoExtensionIsRefused() {
		for (Object extension : List.of("text", List.of(), Map.of(), Map.of("info", 1))) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> PaymentIdentifier.in(payment(Map.of(PaymentIdentifier.KEY, extension))));
		}
	}

	private static Map<String, Object> echo(Map<String, Object> info) {
		return Map.of(PaymentIdentifier.KEY, Map.of("info", info));
	}

	private static PaymentPayload payment(Map<String, Object> extensions) {
		PaymentRequirements offer = PaymentRequirements.exact(
				TokenRegistry.standard().bySymbol(Network.evm(84532), "USDC").orElseThrow(), AtomicAmount.of(1),
				"0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 300);
		return PaymentPayload.v2(offer, new SchemePayload.Opaque(Map.of()), null, extensions);
	}

	private static JsonNode json(Map<String, Object> value) {
		JsonMapper mapper = JsonMapper.builder().build();
		return Fixtures.json(mapper.writeValueAsBytes(value));
	}

}
