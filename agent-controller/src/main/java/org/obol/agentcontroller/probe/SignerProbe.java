package org.obol.agentcontroller.probe;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.obol.api.AgentReason;
import org.obol.api.Condition;
import org.obol.kube.Documents;
import org.obol.kube.ServiceResolver;
import org.springframework.stereotype.Component;

/** Asks a signer whether it has the key it should have. */
@Component
public class SignerProbe {

	private final ServiceResolver resolver;

	private final HttpClient http;

	SignerProbe(ServiceResolver resolver, HttpClient http) {
		this.resolver = resolver;
		this.http = http;
	}

	/**
	 * Asks for the signer's keys.
	 * @param endpoint the signer's cluster URL
	 * @param token what it wants to see
	 * @param address the address it should list, EIP-55
	 * @return whether it lists it
	 * @throws InterruptedException if this thread is to stop
	 */
	public Probed listsAddress(String endpoint, String token, String address) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.resolver.locate(URI.create(endpoint + "/api/v1/keys")))
			.timeout(Duration.ofSeconds(5))
			.header("Authorization", "Bearer " + token)
			.build();
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() == 200 && lists(response.body(), address)) {
				return new Probed(Condition.TRUE, AgentReason.SIGNER_ANSWERS, "The signer has the key of " + address);
			}
			return waiting("The signer answers HTTP " + response.statusCode() + " but does not list " + address);
		}
		catch (IOException ex) {
			return waiting("The signer does not answer yet");
		}
		catch (JsonParseException | IllegalStateException ex) {
			return waiting("The signer's answer is no list of keys");
		}
	}

	private static boolean lists(String body, String address) {
		JsonElement keys = Documents.at(JsonParser.parseString(body).getAsJsonObject(), "keys");
		for (JsonElement key : keys.getAsJsonArray()) {
			if (key.getAsString().equalsIgnoreCase(address)) {
				return true;
			}
		}
		return false;
	}

	private static Probed waiting(String message) {
		return new Probed(Condition.FALSE, AgentReason.WAITING_FOR_WALLET, message);
	}

}
