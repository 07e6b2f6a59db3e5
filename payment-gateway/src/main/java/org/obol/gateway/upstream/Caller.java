package org.obol.gateway.upstream;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/** Calls what is sold, as the gateway and nobody else. */
@Component
public class Caller {

	private static final int UNAUTHORIZED = 401;

	private static final int SESSION_BYTES = 16;

	private final SecureRandom random = new SecureRandom();

	private final AgentKeys keys;

	Caller(AgentKeys keys) {
		this.keys = keys;
	}

	/**
	 * Sends a prepared request and blocks until the answer's head is there.
	 * @param route where to
	 * @param request what was prepared
	 * @param payer who is known to pay; empty for a free call
	 * @param upstream how to get there
	 * @param timeout how long it may take
	 * @return the answer; to be closed
	 * @throws UpstreamException when there is none
	 */
	public UpstreamAnswer call(Route route, UpstreamRequest request, String payer, Upstream upstream,
			Duration timeout) {
		UpstreamAnswer answer = upstream.call(signed(route, request, payer), timeout);
		if (answer.status() != UNAUTHORIZED || !route.runtime().isAgent()) {
			return answer;
		}
		// The key may have been changed since it was read.
		answer.close();
		this.keys.forget(route.agent());
		return upstream.call(signed(route, request, payer), timeout);
	}

	private UpstreamRequest signed(Route route, UpstreamRequest request, String payer) {
		Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
		if (!payer.isEmpty()) {
			headers.put("x-payment-payer", List.of(payer));
		}
		if (route.runtime().isAgent()) {
			String key = this.keys.of(route.agent())
				.orElseThrow(() -> new UpstreamException(UpstreamException.Kind.UNREACHABLE,
						"the API key of the agent in " + route.agent() + " can't be read"));
			headers.put("authorization", List.of("Bearer " + key));
			headers.put("x-hermes-session-id", List.of(newSession()));
		}
		return new UpstreamRequest(request.method(), request.url(), headers, request.body());
	}

	// Hermes derives a session from the opening words, so two buyers would share a
	// transcript.
	private String newSession() {
		byte[] bytes = new byte[SESSION_BYTES];
		this.random.nextBytes(bytes);
		return "paid-" + HexFormat.of().formatHex(bytes);
	}

}
