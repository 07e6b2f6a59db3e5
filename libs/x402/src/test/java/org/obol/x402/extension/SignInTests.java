package org.obol.x402.extension;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.ResourceInfo;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.SignInCodec;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PersonalMessage;
import org.obol.x402.evm.Signatures;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Signing in, against what the official package wrote (fixtures/extensions.json). */
class SignInTests {

	private static final JsonNode OFFICIAL = Fixtures.read("extensions.json");

	private static final String ADDRESS = OFFICIAL.get("address").asString();

	private static final String HEADER = OFFICIAL.get("signIn").get("header").asString();

	private static final String JSON = new String(Base64.getDecoder().decode(HEADER), StandardCharsets.UTF_8);

	@Test
	void theTextIsTheOneThatOfficialClientsSign() {
		JsonNode signIn = OFFICIAL.get("signIn");
		assertThat(message(signIn.get("plain")).text(ADDRESS)).isEqualTo(signIn.get("plainText").asString());
		assertThat(message(signIn.get("full")).text(ADDRESS)).isEqualTo(signIn.get("fullText").asString());
	}

	@Test
	void anOfficialHeaderIsReadAndItsSignatureIsTheWallets() {
		SignIn.Signed signed = SignInCodec.decodeHeader(HEADER);
		assertThat(signed.message()).isEqualTo(message(OFFICIAL.get("signIn").get("full")));
		byte[] digest = PersonalMessage.digest(signed.message().text(signed.address()));
		assertThat(Signatures.signer(digest, signed.signature())).contains(ADDRESS);
		assertThat(EvmAccount.ofPrivateKey(OFFICIAL.get("key").asString()).sign(digest))
			.isEqualTo(OFFICIAL.get("signIn").get("signature").asString());
	}

	@Test
	void aHeaderComesBackAsItWent() {
		SignIn.Signed signed = SignInCodec.decodeHeader(HEADER);
		assertThat(SignInCodec.decodeHeader(SignInCodec.encodeHeader(signed))).isEqualTo(signed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"domain\":\"market.example\\nURI: https://evil.example\"", "\"domain\":\"\"",
			"\"nonce\":\"short\"", "\"nonce\":\"with-a-hyphen-in-it\"", "\"chainId\":\"eip155:x\"",
			"\"chainId\":\"eip155:99999999999999999999\"", "\"chainId\":\"solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp\"",
			"\"type\":\"ed25519\"", "\"address\":\"0x12\"", "\"signature\":\"12\"", "\"issuedAt\":7",
			"\"statement\":\"two\\r\\nlines\"", "\"resources\":[\"a\\nb\"]", "\"resources\":\"a\"",
			"\"resources\":[1,2,3]" })
	void whatDoesNotBelongIsMalformed(String member) {
		String name = member.substring(0, member.indexOf(':'));
		String broken = JSON.replaceFirst(name + ":(\"[^\"]*\"|\\[[^\\]]*\\])",
				java.util.regex.Matcher.quoteReplacement(member));
		assertThat(broken).contains(member);
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> SignInCodec.decodeHeader(base64(broken)));
	}

	@Test
	void tooManyResourcesAreMalformed() {
		String many = JSON.replaceFirst("\"resources\":\\[[^\\]]*\\]",
				"\"resources\":[" + "\"a\",".repeat(8) + "\"a\"]");
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> SignInCodec.decodeHeader(base64(many)));
	}

	@Test
	void anyBytesAreReadOrMalformedAndNothingElse() {
		Random random = new Random(402);
		int malformed = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
			for (int j = random.nextInt(4); j >= 0; j--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			String header = (i % 3 == 0) ? new String(bytes, StandardCharsets.ISO_8859_1)
					: Base64.getEncoder().encodeToString(bytes);
			try {
				SignIn.Signed signed = SignInCodec.decodeHeader(header);
				assertThat(signed.message().text(signed.address())).isNotEmpty();
			}
			catch (MalformedMessageException ex) {
				malformed++;
			}
		}
		assertThat(malformed).isGreaterThan(10_000);
	}

	@Test
	void theChallengeNamesNoWayToPay() {
		SignIn message = message(OFFICIAL.get("signIn").get("full"));
		Map<String, Object> declared = Map.of(SignIn.KEY, message.declaration(List.of(Network.evm(84532))));
		ResourceInfo resource = ResourceInfo.of(message.uri(), "Who am I", null);
		JsonNode body = Fixtures.json(SignInCodec.encodeBody("Sign in", resource, declared));
		assertThat(body.get("accepts")).isEmpty();
		JsonNode extension = body.get("extensions").get(SignIn.KEY);
		assertThat(extension.get("info").get("nonce").asString()).isEqualTo("0123456789abcdef");
		assertThat(extension.get("supportedChains").get(0).get("chainId").asString()).isEqualTo("eip155:84532");
		assertThat(Fixtures.json(Base64.getDecoder().decode(SignInCodec.encodeHeader("Sign in", resource, declared))))
			.isEqualTo(body);
	}

	private static String base64(String json) {
		return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	private static SignIn message(JsonNode info) {
		List<String> resources = new ArrayList<>();
		if (info.has("resources")) {
			info.get("resources").forEach((resource) -> resources.add(resource.asString()));
		}
		return new SignIn(text(info, "domain"), text(info, "statement"), text(info, "uri"), text(info, "version"),
				new Network(text(info, "chainId")), text(info, "nonce"), text(info, "issuedAt"),
				text(info, "expirationTime"), text(info, "notBefore"), text(info, "requestId"), resources);
	}

	private static String text(JsonNode info, String name) {
		return info.has(name) ? info.get(name).asString() : null;
	}

}
