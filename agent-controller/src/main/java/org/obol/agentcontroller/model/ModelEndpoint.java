package org.obol.agentcontroller.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.kube.Documents;
import org.obol.kube.ServiceResolver;
import org.springframework.stereotype.Component;

/**
 * Asks the OpenAI-compatible endpoint for its models, at most every few seconds however
 * many agents there are.
 */
@Component
public class ModelEndpoint {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Duration FRESH = Duration.ofSeconds(15);

	private final AgentSettings settings;

	private final ServiceResolver resolver;

	private final HttpClient http;

	private final Clock clock;

	private OfferedModels last = new OfferedModels.NotConfigured();

	private Instant askedAt = Instant.EPOCH;

	private Runnable changed = () -> {
	};

	ModelEndpoint(AgentSettings settings, ServiceResolver resolver, HttpClient http, Clock clock) {
		this.settings = settings;
		this.resolver = resolver;
		this.http = http;
		this.clock = clock;
	}

	/**
	 * Tells somebody when an answer is not the one before; the first answer is no change.
	 * @param listener who is told, by whoever asks
	 */
	public synchronized void onChange(Runnable listener) {
		this.changed = listener;
	}

	/**
	 * What the endpoint offers.
	 * @return its answer, a few seconds old at most
	 * @throws InterruptedException if this thread is to stop
	 */
	public synchronized OfferedModels models() throws InterruptedException {
		URI endpoint = this.settings.modelEndpoint();
		if (endpoint == null) {
			return new OfferedModels.NotConfigured();
		}
		Instant now = this.clock.instant();
		if (Duration.between(this.askedAt, now).compareTo(FRESH) >= 0) {
			OfferedModels before = this.last;
			this.last = ask(endpoint);
			this.askedAt = now;
			if (!(before instanceof OfferedModels.NotConfigured) && !before.equals(this.last)) {
				this.changed.run();
			}
		}
		return this.last;
	}

	private OfferedModels ask(URI endpoint) throws InterruptedException {
		URI located = this.resolver.locate(endpoint);
		String base = located.toString().replaceAll("/+$", "");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/models")).timeout(TIMEOUT);
		if (this.settings.modelKey() != null) {
			request.header("Authorization", "Bearer " + this.settings.modelKey());
		}
		try {
			HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				return new OfferedModels.Unreachable("HTTP " + response.statusCode());
			}
			return new OfferedModels.Listed(names(response.body()));
		}
		catch (IOException ex) {
			return new OfferedModels.Unreachable("no connection to " + located.getAuthority());
		}
		catch (JsonParseException | IllegalStateException ex) {
			return new OfferedModels.Unreachable("its answer is no list of models");
		}
	}

	private static List<String> names(String body) {
		List<String> names = new ArrayList<>();
		JsonObject list = JsonParser.parseString(body).getAsJsonObject();
		for (JsonElement model : list.getAsJsonArray("data")) {
			names.add(Documents.text(model.getAsJsonObject(), "id"));
		}
		return List.copyOf(names);
	}

}
