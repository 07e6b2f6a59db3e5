package org.obol.agenttools.spending;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.agent.Caller;
import org.obol.x402.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs and counts everything that an agent's wallet signs. */
@Component
public class SpendingLog {

	private static final Logger log = LoggerFactory.getLogger(SpendingLog.class);

	private final MeterRegistry metrics;

	SpendingLog(MeterRegistry metrics) {
		this.metrics = metrics;
	}

	/**
	 * Notes one use of a wallet.
	 * @param caller the agent
	 * @param kind {@code transfer}, {@code call}, {@code purchase}, {@code message} or
	 * {@code typed-data}
	 * @param network the chain, or null if none is involved
	 * @param outcome one of a few words, such as {@code sent}
	 * @param what amount, receiver, transaction; no secrets
	 */
	public void note(Caller caller, String kind, @Nullable Network network, String outcome, String what) {
		String chain = (network != null) ? network.displayName() : "none";
		this.metrics.counter("obol.agent.tools.wallet", "kind", kind, "network", chain, "outcome", outcome).increment();
		log.info("Agent {}: {} on {} {}: {}", caller, kind, chain, outcome, what);
	}

}
