package org.obol.agentcontroller.runtime;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.obol.agentcontroller.settings.AgentSettings;

/** The suite's own chain analyst, which needs no model. */
public final class DemoRuntime implements AgentRuntime {

	private final AgentSettings settings;

	/**
	 * A runtime of this operator.
	 * @param settings the operator's defaults
	 */
	public DemoRuntime(AgentSettings settings) {
		this.settings = settings;
	}

	@Override
	public String name() {
		return "demo";
	}

	@Override
	public Optional<String> builtInModel() {
		return Optional.of("demo-analyst");
	}

	@Override
	public String image() {
		return this.settings.images().demo();
	}

	@Override
	public Map<String, String> environment(AgentPlan plan) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("DEMO_TYPE", "quant");
		environment.put("ERPC_URL", this.settings.rpcUrl().toString());
		environment.put("RPC_URL", this.settings.rpcUrl().toString());
		return environment;
	}

	@Override
	public Map<String, List<String>> secretEnvironment(AgentPlan plan) {
		return Map.of();
	}

	@Override
	public Map<String, String> configuration(AgentPlan plan) {
		return Map.of();
	}

	@Override
	public Map<String, String> homeFiles() {
		return Map.of();
	}

	@Override
	public List<URI> upstreams(AgentPlan plan) {
		return List.of(this.settings.rpcUrl());
	}

	@Override
	public Set<String> toolsets(AgentPlan plan) {
		return Set.of();
	}

	@Override
	public Needs needs() {
		return new Needs("20m", "128Mi", "1", "256Mi");
	}

}
