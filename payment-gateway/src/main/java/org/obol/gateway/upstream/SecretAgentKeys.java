package org.obol.gateway.upstream;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.obol.gateway.wire.OffLoop;
import org.obol.kube.Cluster;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the one Secret per agent that the gateway may read, at most once a minute. */
@Component
class SecretAgentKeys implements AgentKeys {

	private static final Logger log = LoggerFactory.getLogger(SecretAgentKeys.class);

	private static final String SECRET = "hermes-api-server";

	private static final String ENTRY = "API_SERVER_KEY";

	private static final Duration KEEP = Duration.ofMinutes(1);

	private final Cluster cluster;

	private final Clock clock;

	private final Map<String, Kept> kept = new ConcurrentHashMap<>();

	SecretAgentKeys(Cluster cluster, Clock clock) {
		this.cluster = cluster;
		this.clock = clock;
	}

	@Override
	public Optional<String> of(String namespace) {
		Kept before = this.kept.get(namespace);
		if (before != null && before.until.isAfter(this.clock.instant())) {
			return Optional.of(before.key);
		}
		Optional<String> key = OffLoop.call(() -> read(namespace));
		key.ifPresent((found) -> this.kept.put(namespace, new Kept(found, this.clock.instant().plus(KEEP))));
		return key;
	}

	@Override
	public void forget(String namespace) {
		this.kept.remove(namespace);
	}

	private Optional<String> read(String namespace) {
		try {
			return this.cluster.get(ResourceType.SECRET, new ObjectKey(namespace, SECRET))
				.flatMap(SecretAgentKeys::entry);
		}
		catch (ApiException ex) {
			log.warn("Secret {}/{} can't be read: {} {}", namespace, SECRET, ex.getCode(), ex.getMessage());
			return Optional.empty();
		}
	}

	private static Optional<String> entry(JsonObject secret) {
		if (!(secret.get("data") instanceof JsonObject data) || !data.has(ENTRY)) {
			return Optional.empty();
		}
		byte[] key = Base64.getDecoder().decode(data.get(ENTRY).getAsString());
		return Optional.of(new String(key, StandardCharsets.UTF_8));
	}

	private record Kept(String key, Instant until) {

	}

}
