package org.obol.local.kubernetes.volume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ServiceAccountTokenProjection;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.RestClient;

/**
 * Asks for tokens of a pod's service account (TokenRequest), bound to the pod, and keeps
 * each until four fifths of its life are over, as a kubelet does.
 */
final class ServiceAccountTokens {

	private static final long DEFAULT_SECONDS = 3600;

	private final RestClient api;

	private final PodView pod;

	private final Clock clock;

	private final Map<String, Token> tokens = new ConcurrentHashMap<>();

	ServiceAccountTokens(RestClient api, PodView pod, Clock clock) {
		this.api = api;
		this.pod = pod;
		this.clock = clock;
	}

	String token(V1ServiceAccountTokenProjection projection) {
		Token kept = this.tokens.get(projection.getPath());
		if (kept != null && this.clock.instant().isBefore(kept.renewAt())) {
			return kept.value();
		}
		Token fresh = request(projection);
		this.tokens.put(projection.getPath(), fresh);
		return fresh.value();
	}

	/** Says whether a token that was handed out should be replaced. */
	boolean isRenewalDue() {
		Instant now = this.clock.instant();
		return this.tokens.values().stream().anyMatch((token) -> !now.isBefore(token.renewAt()));
	}

	private Token request(V1ServiceAccountTokenProjection projection) {
		Long asked = projection.getExpirationSeconds();
		long seconds = (asked != null) ? asked : DEFAULT_SECONDS;
		String audience = projection.getAudience();
		Map<String, Object> spec = Map.of("expirationSeconds", seconds, "audiences",
				(audience != null && !audience.isEmpty()) ? List.of(audience) : List.of(), "boundObjectRef",
				Map.of("apiVersion", "v1", "kind", "Pod", "name", this.pod.name(), "uid", this.pod.uid()));
		String account = this.pod.spec().getServiceAccountName();
		JsonObject status = this.api
			.create("/api/v1/namespaces/" + this.pod.namespace() + "/serviceaccounts/" + account + "/token",
					Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", spec))
			.orThrow("get a token for service account " + account)
			.json()
			.getAsJsonObject("status");
		Instant now = this.clock.instant();
		Duration life = Duration.between(now, Instant.parse(status.get("expirationTimestamp").getAsString()));
		return new Token(status.get("token").getAsString(), now.plus(life.multipliedBy(4).dividedBy(5)));
	}

	private record Token(String value, Instant renewAt) {
	}

}
