package org.obol.gateway.door;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.gateway.Offers;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.codec.FacilitatorCodec;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.devchain.OfficialPackages;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The gateway's facilitator, served to others on a real chain. */
class FacilitatorPortIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static ChainClient client;

	private static OnchainFacilitator onchain;

	private final EvmAccount buyer = ANVIL.newAccount();

	private final PaymentRequirements offer = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000),
			ANVIL.newAccount().address(), 300);

	@TempDir
	Path folder;

	private FacilitatorPort port;

	@BeforeAll
	static void connect() {
		client = ANVIL.client();
		onchain = new OnchainFacilitator(List.of(client), ANVIL.fundedAccount(), Clock.systemUTC(),
				OnchainSettings.defaults());
	}

	@AfterAll
	static void disconnect() {
		client.close();
	}

	@AfterEach
	void stop() {
		if (this.port != null) {
			this.port.stop();
		}
	}

	@Test
	void officialFacilitatorClientVerifiesAndSettlesHere() {
		serve(new FacilitatorPortProperties(true, 0, null, true, 0));
		JsonNode sent = JSON.readTree(Base64.getDecoder().decode(PaymentPayloadCodec.encodeHeader(payment())));
		JsonNode answer = OfficialPackages.installed()
			.run("ask", Map.of("url", url(""), "payment", sent, "requirements", sent.get("accepted")));
		assertThat(answer.get("supported").get("kinds").get(0).get("scheme").asString()).isEqualTo("exact");
		assertThat(answer.get("verify").get("isValid").booleanValue()).isTrue();
		assertThat(answer.get("settle").get("success").booleanValue()).isTrue();
		// What strangers say of themselves in a payment is never listed (attack 21).
		assertThat(get("/discovery/resources").body()).doesNotContain(this.offer.payTo()).contains("\"total\":3");
		assertThat(ANVIL.balance(AnvilChain.USDC, this.offer.payTo())).isEqualTo(10_000);
	}

	@Test
	void strangersAreNotServed() throws IOException {
		Path token = Files.writeString(this.folder.resolve("token"), "secret\n");
		serve(new FacilitatorPortProperties(true, 0, token, false, 0));
		byte[] question = FacilitatorCodec.encodeRequest(payment(), this.offer);
		assertThat(post("/settle", question, null).statusCode()).isEqualTo(401);
		assertThat(post("/settle", question, "Bearer secre").statusCode()).isEqualTo(401);
		assertThat(ANVIL.balance(AnvilChain.USDC, this.offer.payTo())).isZero();
		assertThat(post("/settle", question, "Bearer secret").body()).contains("\"success\":true");
	}

	@Test
	void servingEverybodyMustBeAskedFor() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FacilitatorPortProperties(true, 0, null, false, 0))
			.withMessageContaining("obol.facilitator.serve.token-file");
	}

	@Test
	void callersWhoCallTooOftenAreRefused() {
		serve(new FacilitatorPortProperties(true, 0, null, true, 2));
		List<Integer> statuses = java.util.stream.Stream.generate(() -> get("/supported").statusCode())
			.limit(8)
			.toList();
		assertThat(statuses).startsWith(200, 200).contains(429);
	}

	@Test
	void hugeBodiesAndNonsenseAreRefused() {
		serve(new FacilitatorPortProperties(true, 0, null, true, 0));
		assertThat(post("/verify", new byte[70_000], null).statusCode()).isEqualTo(413);
		assertThat(post("/verify", "<html>".getBytes(StandardCharsets.UTF_8), null).statusCode()).isEqualTo(400);
		assertThat(get("/nothing").statusCode()).isEqualTo(404);
		assertThat(get("/settle").statusCode()).isEqualTo(405);
	}

	@Test
	void callerWhoSendsItsBodyDropByDropIsDropped() throws IOException {
		serve(new FacilitatorPortProperties(true, 0, null, true, 0));
		try (Socket socket = new Socket("127.0.0.1", this.port.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write("POST /verify HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
					.getBytes(StandardCharsets.UTF_8));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).matches("(?s)(HTTP/1.1 408.*)?");
		}
	}

	@Test
	void whatIsSoldIsListedPageByPage() {
		serve(new FacilitatorPortProperties(true, 0, null, true, 0));
		JsonNode first = JSON.readTree(get("/discovery/resources?limit=2").body());
		assertThat(first.get("items").valueStream().map((item) -> item.get("resource").asString()))
			.containsExactly("https://market.example/services/a", "https://market.example/services/b");
		assertThat(first.get("pagination").toString()).isEqualTo("{\"limit\":2,\"offset\":0,\"total\":3}");
		assertThat(first.get("items").get(0).get("accepts").get(0).get("amount").asString()).isEqualTo("10000");
		JsonNode second = JSON.readTree(get("/discovery/resources?limit=2&offset=2").body());
		assertThat(second.get("items").size()).isEqualTo(1);
		assertThat(JSON.readTree(get("/discovery/resources?type=mcp").body()).get("items").size()).isZero();
		assertThat(JSON.readTree(get("/discovery/resources?payTo=0x1").body()).get("items").size()).isZero();
		assertThat(get("/discovery/resources?limit=0").statusCode()).isEqualTo(400);
		assertThat(get("/discovery/resources?limit=x").statusCode()).isEqualTo(400);
	}

	private void serve(FacilitatorPortProperties properties) {
		RouteTable table = TestRoutes.table(Offers.http("a", "http://a"), Offers.http("b", "http://b"),
				Offers.http("c", "http://c"));
		this.port = new FacilitatorPort(properties, onchain, new Discovery(table, Clock.systemUTC()));
		this.port.start();
	}

	private PaymentPayload payment() {
		ANVIL.mint(AnvilChain.USDC, this.buyer.address(), 10_000);
		PaymentRequired required = PaymentRequired.of("pay", ResourceInfo.of("http://localhost/x", null, null),
				List.of(this.offer));
		return new PaymentSigner(this.buyer, Clock.systemUTC(), new SecureRandom()).sign(required, this.offer);
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.port.port() + path;
	}

	private HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder(URI.create(url(path))));
	}

	private HttpResponse<String> post(String path, byte[] body, String authorization) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
			.POST(HttpRequest.BodyPublishers.ofByteArray(body));
		return send((authorization != null) ? request.header("Authorization", authorization) : request);
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
