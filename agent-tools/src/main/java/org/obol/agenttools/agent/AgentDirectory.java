package org.obol.agenttools.agent;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.openapi.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.obol.api.Agent;
import org.obol.api.ApiGroup;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Knows the agents and proves who calls. An agent names itself and shows its token, which
 * is compared, as a hash and in constant time, with the one in the Secret of its
 * namespace. Only hashes are kept, and only briefly: a token that was minted anew counts
 * within seconds.
 */
@Component
public class AgentDirectory {

	/** The Secret with an agent's token, in the agent's namespace. */
	public static final String SECRET = "agent-tools";

	private static final Logger log = LoggerFactory.getLogger(AgentDirectory.class);

	private static final String LABEL = ApiGroup.AGENT_LABEL;

	private static final Duration FRESH = Duration.ofSeconds(30);

	/** How soon a wrong token makes this program look at the Secret again. */
	private static final Duration DOUBTFUL = Duration.ofSeconds(2);

	private final SharedIndexInformer<Agent> agents;

	private final Cluster cluster;

	private final Clock clock;

	private final Map<ObjectKey, Known> hashes = new ConcurrentHashMap<>();

	AgentDirectory(Informers informers, Cluster cluster, Clock clock) {
		this.agents = informers.agents();
		this.cluster = cluster;
		this.clock = clock;
	}

	/**
	 * Proves who calls.
	 * @param name {@code namespace/name} of the Agent, as the caller says
	 * @param token what the caller shows
	 * @return the agent, empty if there is none of that name or the token is not its own
	 */
	public Optional<Caller> authenticate(String name, String token) {
		String[] parts = name.split("/", -1);
		if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
			return Optional.empty();
		}
		ObjectKey key = new ObjectKey(parts[0], parts[1]);
		Optional<Agent> agent = Informers.find(this.agents, key);
		if (agent.isEmpty()) {
			this.hashes.remove(key);
			return Optional.empty();
		}
		byte[] shown = sha256(token);
		boolean proven = matches(shown, known(key, FRESH)) || matches(shown, known(key, DOUBTFUL));
		return proven ? agent.map((found) -> new Caller(key, found)) : Optional.empty();
	}

	private static boolean matches(byte[] shown, byte @Nullable [] expected) {
		return expected != null && MessageDigest.isEqual(shown, expected);
	}

	private byte @Nullable [] known(ObjectKey agent, Duration age) {
		Instant now = this.clock.instant();
		Known known = this.hashes.get(agent);
		if (known == null || known.readAt().plus(age).isBefore(now)) {
			known = new Known(read(agent), now);
			this.hashes.put(agent, known);
		}
		return known.hash();
	}

	private byte @Nullable [] read(ObjectKey agent) {
		try {
			return this.cluster.get(ResourceType.SECRET, new ObjectKey(agent.namespace(), SECRET))
				// A namespace has one agent; another Agent in it must not borrow its
				// token.
				.filter((secret) -> agent.name().equals(Documents.text(secret, "metadata", "labels", LABEL)))
				.map((secret) -> Documents.text(secret, "data", "token"))
				.map((encoded) -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII))
				.filter((token) -> token.length() >= 32)
				.map(AgentDirectory::sha256)
				.orElse(null);
		}
		catch (ApiException ex) {
			log.warn("The token of agent {} can't be read: HTTP {}", agent, ex.getCode());
			return null;
		}
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JVM has SHA-256", ex);
		}
	}

	/** The hash of a token as it was read, null if there was none. */
	private record Known(byte @Nullable [] hash, Instant readAt) {

	}

}
