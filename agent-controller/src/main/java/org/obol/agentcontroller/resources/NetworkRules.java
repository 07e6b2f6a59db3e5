package org.obol.agentcontroller.resources;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.kube.ResourceType;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * Who may reach an agent, and what it may reach: in from the suite's programs on the API
 * port, out to DNS and the runtime's upstreams.
 */
final class NetworkRules {

	private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

	private static final List<String> CALLERS = List.of("payment-gateway", "offer-controller", "agent-controller");

	// Private, link-local (cloud metadata) and carrier-grade ranges.
	private static final List<String> NOT_PUBLIC = List.of("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
			"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

	private NetworkRules() {
	}

	static JsonObject render(AgentPlan plan, AgentRuntime runtime, GatewaySettings gateway) {
		JsonObject policy = AgentResources.manifest(ResourceType.NETWORK_POLICY, plan.key(), AgentResources.ISOLATION);
		JsonArray egress = array(dns());
		runtime.upstreams(plan).forEach((upstream) -> egress.add(to(upstream)));
		policy.add("spec",
				object("podSelector", object("matchLabels", Labels.selector(AgentResources.NAME, plan.name())),
						"policyTypes", array("Ingress", "Egress"), "ingress", array(callers(gateway)), "egress",
						egress));
		return policy;
	}

	private static JsonObject callers(GatewaySettings gateway) {
		JsonObject pods = object("matchExpressions",
				array(object("key", "app.kubernetes.io/name", "operator", "In", "values", array(CALLERS.toArray()))));
		return object(
				"from", array(object("namespaceSelector",
						object("matchLabels", object(NAMESPACE_NAME, gateway.namespace())), "podSelector", pods)),
				"ports", ports("TCP", AgentRuntime.API_PORT));
	}

	private static JsonObject dns() {
		JsonArray ports = ports("UDP", 53);
		ports.addAll(ports("TCP", 53));
		return object("to",
				array(object("namespaceSelector", object("matchLabels", object(NAMESPACE_NAME, "kube-system")))),
				"ports", ports);
	}

	private static JsonObject to(URI upstream) {
		return object("to", array(peer(upstream.getHost())), "ports", ports("TCP", port(upstream)));
	}

	private static JsonObject peer(String host) {
		String[] parts = host.split("\\.");
		if (parts.length >= 3 && "svc".equals(parts[2])) {
			return object("namespaceSelector", object("matchLabels", object(NAMESPACE_NAME, parts[1])));
		}
		if (host.matches("[0-9.]+")) {
			return object("ipBlock", object("cidr", host + "/32"));
		}
		return object("ipBlock", object("cidr", "0.0.0.0/0", "except", array(NOT_PUBLIC.toArray())));
	}

	private static int port(URI upstream) {
		if (upstream.getPort() > 0) {
			return upstream.getPort();
		}
		return "https".equals(upstream.getScheme()) ? 443 : 80;
	}

	private static JsonArray ports(String protocol, int port) {
		return array(object("protocol", protocol, "port", port));
	}

}
