package org.obol.agentcontroller.probe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.obol.api.AgentReason;
import org.obol.api.Condition;
import org.obol.kube.Documents;
import org.obol.kube.ServiceResolver;
import org.springframework.stereotype.Component;

/** Calls a running agent the way a stranger would, and the way its owner would. */
@Component
public class AgentProbe {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final ServiceResolver resolver;

	private final HttpClient http;

	AgentProbe(ServiceResolver resolver, HttpClient http) {
		this.resolver = resolver;
		this.http = http;
	}

	/**
	 * Asks without a key; the agent has to refuse.
	 * @param endpoint the agent's cluster URL
	 * @return whether it did
	 * @throws InterruptedException if this thread is to stop
	 */
	public Probed keyIsEnforced(String endpoint) throws InterruptedException {
		HttpRequest request = request(endpoint, "/v1/models").build();
		try {
			int status = this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			return switch (status) {
				case 401 -> new Probed(Condition.TRUE, AgentReason.KEY_ENFORCED,
						"A call without the key was refused with HTTP 401");
				case 200 -> new Probed(Condition.FALSE, AgentReason.KEY_NOT_ENFORCED,
						"A call without the key was served; nobody must be able to reach this agent");
				default -> new Probed(Condition.UNKNOWN, AgentReason.NOT_PROBED,
						"A call without the key was answered with HTTP " + status + " instead of 401");
			};
		}
		catch (IOException ex) {
			return notAsked();
		}
	}

	/**
	 * Asks which toolsets are on; there must be none beyond what was rendered.
	 * @param endpoint the agent's cluster URL
	 * @param key the agent's API key
	 * @param expected the toolsets that were rendered
	 * @return whether there are none
	 * @throws InterruptedException if this thread is to stop
	 */
	public Probed toolsetsAreAsRendered(String endpoint, String key, Set<String> expected) throws InterruptedException {
		HttpRequest request = request(endpoint, "/v1/toolsets").header("Authorization", "Bearer " + key).build();
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() == 404) {
				return asRendered("The runtime has no toolsets of its own");
			}
			if (response.statusCode() != 200) {
				return notAsked();
			}
			Set<String> unexpected = enabled(response.body());
			unexpected.removeAll(expected);
			return unexpected.isEmpty() ? asRendered("The runtime shows nothing beyond " + new TreeSet<>(expected))
					: new Probed(Condition.FALSE, AgentReason.UNEXPECTED_TOOLSET,
							"The runtime shows toolsets that were not rendered: " + unexpected);
		}
		catch (IOException | JsonParseException | IllegalStateException ex) {
			return notAsked();
		}
	}

	private HttpRequest.Builder request(String endpoint, String path) {
		return HttpRequest.newBuilder(this.resolver.locate(URI.create(endpoint + path))).timeout(TIMEOUT);
	}

	private static Set<String> enabled(String body) {
		JsonElement json = JsonParser.parseString(body);
		JsonElement list = json.isJsonArray() ? json
				: Documents.at(json.getAsJsonObject(), json.getAsJsonObject().has("data") ? "data" : "toolsets");
		Set<String> names = new TreeSet<>();
		for (JsonElement entry : list.getAsJsonArray()) {
			JsonObject toolset = entry.getAsJsonObject();
			if ("true".equals(Documents.text(toolset, "enabled"))) {
				names.add(Documents.text(toolset, "name"));
			}
		}
		return names;
	}

	private static Probed asRendered(String message) {
		return new Probed(Condition.TRUE, AgentReason.TOOLSETS_AS_RENDERED, message);
	}

	private static Probed notAsked() {
		return new Probed(Condition.UNKNOWN, AgentReason.NOT_PROBED, "The agent does not answer yet");
	}

}
