package org.obol.signer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Wallet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RemoteSignerTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String PASSWORD = "correct horse";

	private static final String TOKEN = "a-token-of-the-agent";

	private static final JsonNode VIEM = fixtures();

	@TempDir
	private Path keystores;

	private final HttpClient http = HttpClient.newHttpClient();

	private RemoteSigner signer;

	@BeforeEach
	void startWithOneKey() throws Exception {
		addKeystore("one.json", PASSWORD);
		this.signer = RemoteSigner.start(settings(TOKEN, false));
	}

	@AfterEach
	void stop() {
		this.signer.close();
		this.http.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "message", "typed-data" })
	void signatureIsTheOneThatViemMakes(String what) {
		Answer answer = sign(what, VIEM.get(what).get("request").toString());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("signature")).isEqualTo(VIEM.get(what).get("signature"));
	}

	@Test
	void transactionIsTheOneThatViemMakes() {
		Answer answer = sign("transaction", VIEM.get("transaction").get("request").toString());
		assertThat(answer.json().get("signed_transaction"))
			.isEqualTo(VIEM.get("transaction").get("signed_transaction"));
	}

	@Test
	void numbersMayBeDecimalStringsHexOrNumbers() {
		String request = VIEM.get("transaction").get("request").toString();
		Answer answer = sign("transaction", request.replace("\"84532\"", "84532").replace("\"65000\"", "\"0xfde8\""));
		assertThat(answer.json().get("signed_transaction"))
			.isEqualTo(VIEM.get("transaction").get("signed_transaction"));
	}

	@Test
	void rawHashesAreOnlySignedWhenTheOperatorSaysSo() throws IOException {
		String request = VIEM.get("hash").get("request").toString();
		assertThat(sign("hash", request).code()).isEqualTo("FORBIDDEN");
		this.signer.close();
		this.signer = RemoteSigner.start(settings(TOKEN, true));
		assertThat(sign("hash", request).json().get("signature")).isEqualTo(VIEM.get("hash").get("signature"));
	}

	@Test
	void nobodySignsOrListsKeysWithoutTheToken() {
		String path = "/api/v1/sign/" + address() + "/message";
		assertThat(post(path, "{\"message\":\"x\"}", null).code()).isEqualTo("UNAUTHORIZED");
		assertThat(post(path, "{\"message\":\"x\"}", "wrong").status()).isEqualTo(401);
		assertThat(get("/api/v1/keys", null).status()).isEqualTo(401);
	}

	@Test
	void healthNeedsNoTokenAndTellsNothing() {
		assertThat(get("/healthz", null).body()).isEqualTo("{\"status\":\"ok\"}");
		assertThat(get("/upcheck", null).body()).isEqualTo("OK");
	}

	@Test
	void keysAreListedAsChecksummedAddresses() {
		assertThat(get("/api/v1/keys", TOKEN).body()).isEqualTo("{\"keys\":[\"" + address() + "\"]}");
	}

	@Test
	void keystoreAddedLaterIsThereAfterAReload() throws Exception {
		Credentials other = Credentials.create("0x" + "22".repeat(32));
		Files.writeString(this.keystores.resolve("two.json"),
				JSON.writeValueAsString(Wallet.createLight(PASSWORD, other.getEcKeyPair())));
		assertThat(post("/api/v1/keystores/reload", "", TOKEN).body()).isEqualTo("{\"keys_loaded\":2}");
		assertThat(get("/api/v1/keys", TOKEN).json().get("keys")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			transaction | {}                                 | 422 | MISSING_FIELD
			transaction | {"to":"0x12"}                      | 400 | BAD_REQUEST
			message     | {}                                 | 422 | MISSING_FIELD
			message     | {"message":5}                      | 400 | BAD_REQUEST
			typed-data  | {"types":{},"domain":{}}           | 422 | MISSING_FIELD
			typed-data  | {"types":{},"domain":{},"message":{},"primaryType":"X"} | 400 | BAD_REQUEST
			message     | nonsense                           | 400 | BAD_REQUEST
			message     | [1]                                | 400 | BAD_REQUEST
			poem        | {}                                 | 404 | NOT_FOUND
			""")
	void badRequestIsRefusedWithACode(String what, String body, int status, String code) {
		Answer answer = sign(what, body);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
		assertThat(answer.json().get("address").asString()).isEqualTo(address());
	}

	@Test
	void unknownAddressIsNotFound() {
		Answer answer = post("/api/v1/sign/0x" + "0".repeat(40) + "/message", "{\"message\":\"x\"}", TOKEN);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.code()).isEqualTo("SIGNER_NOT_FOUND");
	}

	@Test
	void wrongPasswordStopsTheStartAndNamesTheFileOnly() throws Exception {
		addKeystore("other.json", "another password");
		assertThatThrownBy(() -> RemoteSigner.start(settings(TOKEN, false))).isInstanceOf(IOException.class)
			.hasMessageContaining("other.json")
			.hasMessageNotContaining(PASSWORD);
	}

	private SignerSettings settings(String token, boolean rawHashes) {
		return new SignerSettings("127.0.0.1", 0, this.keystores, PASSWORD, token, rawHashes);
	}

	private void addKeystore(String name, String password) throws Exception {
		Credentials key = Credentials.create(VIEM.get("key").asString());
		Files.writeString(this.keystores.resolve(name),
				JSON.writeValueAsString(Wallet.createLight(password, key.getEcKeyPair())));
	}

	private static String address() {
		return VIEM.get("address").asString();
	}

	private Answer sign(String what, String body) {
		return post("/api/v1/sign/" + address() + "/" + what, body, TOKEN);
	}

	private Answer get(String path, String token) {
		return send(request(path, token).GET().build());
	}

	private Answer post(String path, String body, String token) {
		return send(request(path, token).POST(HttpRequest.BodyPublishers.ofString(body)).build());
	}

	private HttpRequest.Builder request(String path, String token) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.signer.port() + path));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return request;
	}

	private Answer send(HttpRequest request) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static JsonNode fixtures() {
		try (InputStream in = RemoteSignerTests.class.getResourceAsStream("/fixtures/signatures.json")) {
			return JSON.readTree(in);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private record Answer(int status, String body) {

		JsonNode json() {
			return JSON.readTree(this.body);
		}

		String code() {
			return json().get("code").asString();
		}

	}

}
