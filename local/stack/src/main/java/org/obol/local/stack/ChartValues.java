package org.obol.local.stack;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.obol.local.stack.chain.DevKey;
import org.obol.local.stack.database.LedgerDatabase;

/**
 * What the chart can't know before a start: ports, addresses and secrets.
 */
final class ChartValues {

	private ChartValues() {
	}

	static Map<String, Object> of(StartPlan plan, LedgerDatabase database, DevKey settlementKey) {
		PortOptions ports = plan.ports();
		Map<String, Object> chain = Map.of("network", plan.network(), "rpcUrl", plan.rpcUrl().toString());
		return Map.of("global", Map.of("publicUrl", plan.gatewayUrl().toString(), "chains", List.of(chain)),
				"payment-gateway",
				Map.of("hostPorts", Map.of("http", ports.gateway, "admin", ports.gatewayAdmin), "facilitator",
						facilitator(plan.facilitator(), settlementKey), "database", ledger(database)),
				"storefront", Map.of("hostPort", ports.storefront), "agent-tools", Map.of("hostPort", ports.agentTools),
				"agent-controller", Map.of("agents", agents(plan.options().modelEndpoint(), ports)));
	}

	private static Map<String, Object> agents(@org.jspecify.annotations.Nullable URI modelEndpoint, PortOptions ports) {
		String tools = "http://127.0.0.1:" + ports.agentTools + "/mcp";
		return (modelEndpoint != null) ? Map.of("toolsUrl", tools, "modelEndpoint", modelEndpoint.toString())
				: Map.of("toolsUrl", tools);
	}

	private static Map<String, Object> facilitator(@org.jspecify.annotations.Nullable URI remote, DevKey key) {
		return (remote != null) ? Map.of("mode", "remote", "url", remote.toString())
				: Map.of("mode", "in-process", "settlementKey", key.secret());
	}

	private static Map<String, Object> ledger(LedgerDatabase database) {
		return Map.of("url", database.jdbcUrl(), "username", LedgerDatabase.USER, "password", database.password());
	}

}
