package org.obol.agenttools.wallet;

import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has an agent's own signer sign. A signature that does not come back is one that nobody
 * has, so every failure here means that nothing was signed.
 */
@Component
public class Signer {

	private static final Logger log = LoggerFactory.getLogger(Signer.class);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String TOKEN_SECRET = "remote-signer-token";

	private static final int LARGEST = 64 * 1024;

	private final Cluster cluster;

	private final ServiceResolver resolver;

	private final HttpClient http = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(3))
		.followRedirects(HttpClient.Redirect.NEVER)
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	Signer(Cluster cluster, ServiceResolver resolver) {
		this.cluster = cluster;
		this.resolver = resolver;
	}

	/**
	 * The wallet of an agent.
	 * @param caller the agent
	 * @return its address, EIP-55
	 * @throws ToolRefusedException if it has none
	 */
	public static String address(Caller caller) {
		return caller.wallet().orElseThrow(() -> new ToolRefusedException("You have no wallet."));
	}

	/**
	 * Signs a transaction.
	 * @param caller the agent
	 * @param transaction as the signer's API takes it
	 * @return the raw transaction, 0x and hex
	 * @throws InterruptedException if this thread is to stop
	 */
	public String transaction(Caller caller, Map<String, String> transaction) throws InterruptedException {
		return sign(caller, "transaction", transaction, "signed_transaction");
	}

	/**
	 * Signs a text (EIP-191).
	 * @param caller the agent
	 * @param message the text
	 * @return the signature, 0x and hex
	 * @throws InterruptedException if this thread is to stop
	 */
	public String message(Caller caller, String message) throws InterruptedException {
		return sign(caller, "message", Map.of("message", message), "signature");
	}

	/**
	 * Signs typed data (EIP-712).
	 * @param caller the agent
	 * @param typedData types, domain, primaryType and message
	 * @return the signature, 0x and hex
	 * @throws InterruptedException if this thread is to stop
	 */
	public String typedData(Caller caller, Object typedData) throws InterruptedException {
		return sign(caller, "typed-data", typedData, "signature");
	}

	private String sign(Caller caller, String what, Object body, String answer) throws InterruptedException {
		String namespace = caller.key().namespace();
		URI url = URI.create("http://remote-signer." + namespace + ".svc.cluster.local:9000/api/v1/sign/"
				+ address(caller) + "/" + what);
		HttpRequest request = HttpRequest.newBuilder(this.resolver.locate(url))
			.timeout(Duration.ofSeconds(15))
			.header("Authorization", "Bearer " + token(namespace))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
			.build();
		try {
			HttpResponse<InputStream> response = this.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
			JsonNode json = JSON.readTree(read(response));
			String signed = json.path(answer).asString("");
			if (response.statusCode() == 200 && signed.startsWith("0x")) {
				return signed;
			}
			log.warn("The signer of {} refused {}: HTTP {} {}", caller, what, response.statusCode(),
					json.path("code").asString(""));
			throw new ToolRefusedException("Your wallet's signer refuses this; nothing was signed.");
		}
		catch (IOException | JacksonException ex) {
			log.warn("The signer of {} does not answer: {}", caller, ex.getClass().getSimpleName());
			throw new ToolRefusedException("Your wallet's signer does not answer now; nothing was signed.");
		}
	}

	private static byte[] read(HttpResponse<InputStream> response) throws IOException {
		try (InputStream in = response.body()) {
			return in.readNBytes(LARGEST);
		}
	}

	private String token(String namespace) {
		try {
			return this.cluster.get(ResourceType.SECRET, new ObjectKey(namespace, TOKEN_SECRET))
				.map((secret) -> Documents.text(secret, "data", "authToken"))
				.filter((encoded) -> !encoded.isEmpty())
				.map((encoded) -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII))
				.orElseThrow(() -> new ToolRefusedException("Your wallet is not ready yet; try again later."));
		}
		catch (ApiException ex) {
			log.warn("The signer's token in {} can't be read: HTTP {}", namespace, ex.getCode());
			throw new ToolRefusedException("Your wallet can't be used now; try again later.");
		}
	}

}
