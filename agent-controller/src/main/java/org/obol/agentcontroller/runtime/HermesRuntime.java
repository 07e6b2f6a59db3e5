package org.obol.agentcontroller.runtime;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.agentcontroller.settings.AgentSettings;

/**
 * Hermes, locked down: its whole configuration is pinned by a read-only managed
 * directory, its home has none of its own, and it has no tools but those of its skills
 * unless the seller accepts the risk.
 */
public final class HermesRuntime implements AgentRuntime {

	/** The Secret with the key for the model endpoint. */
	public static final String MODEL_SECRET = "hermes-model";

	/** The Secret with the agent's token for agent-tools. */
	public static final String TOOLS_SECRET = "agent-tools";

	/** The key in {@link #TOOLS_SECRET}. */
	public static final String TOOLS_SECRET_KEY = "token";

	/** The key in {@link #MODEL_SECRET}. */
	public static final String MODEL_SECRET_KEY = "MODEL_KEY";

	private static final String HOME_CONFIGURATION = "home-config.yaml";

	private static final String NO_BUNDLED_SKILLS = "no-bundled-skills";

	private final AgentSettings settings;

	/**
	 * A runtime of this operator.
	 * @param settings the operator's defaults
	 */
	public HermesRuntime(AgentSettings settings) {
		this.settings = settings;
	}

	@Override
	public String name() {
		return "hermes";
	}

	@Override
	public Optional<String> builtInModel() {
		return Optional.empty();
	}

	@Override
	public String image() {
		return this.settings.images().hermes();
	}

	@Override
	public Map<String, String> environment(AgentPlan plan) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("HERMES_MANAGED_DIR", CONFIGURATION);
		if (servers(plan).isEmpty()) {
			// Stops MCP servers, hooks and plugins that something put into the home. With
			// servers of our own it has to go; then the home's file is ours and
			// read-only.
			environment.put("HERMES_SAFE_MODE", "1");
		}
		environment.put("HERMES_GATEWAY_NO_SUPERVISE", "1");
		if (callsTools(plan)) {
			environment.put("AGENT_TOOLS_URL", String.valueOf(this.settings.toolsUrl()));
		}
		if (this.settings.modelEndpoint() != null) {
			environment.put("MODEL_BASE_URL", this.settings.modelEndpoint().toString());
		}
		return environment;
	}

	@Override
	public Map<String, List<String>> secretEnvironment(AgentPlan plan) {
		Map<String, List<String>> environment = new LinkedHashMap<>();
		if (this.settings.modelKey() != null) {
			environment.put("MODEL_KEY", List.of(MODEL_SECRET, MODEL_SECRET_KEY));
		}
		if (callsTools(plan)) {
			environment.put(HermesServers.TOKEN_VARIABLE, List.of(TOOLS_SECRET, TOOLS_SECRET_KEY));
		}
		return environment;
	}

	@Override
	public boolean callsTools(AgentPlan plan) {
		return this.settings.toolsUrl() != null && !plan.tools().isEmpty();
	}

	private JsonObject servers(AgentPlan plan) {
		return HermesServers.render(plan, callsTools(plan) ? this.settings.toolsUrl() : null);
	}

	@Override
	public Map<String, String> configuration(AgentPlan plan) {
		return Map.of("config.yaml",
				HermesConfiguration.render(plan, toolsetsInOrder(plan), servers(plan),
						this.settings.modelKey() != null),
				HOME_CONFIGURATION, "{}\n", NO_BUNDLED_SKILLS, "This home has the skills that were mounted.\n");
	}

	@Override
	public Map<String, String> homeFiles() {
		// The managed directory pins values but does not stop additions in the home's own
		// file.
		return Map.of(HOME_CONFIGURATION, "config.yaml", NO_BUNDLED_SKILLS, ".no-bundled-skills");
	}

	@Override
	public List<URI> upstreams(AgentPlan plan) {
		Stream<@Nullable URI> suite = Stream.of(this.settings.modelEndpoint(),
				callsTools(plan) ? this.settings.toolsUrl() : null);
		Stream<URI> others = plan.spec().mcpServers().stream().flatMap((server) -> HermesServers.url(server).stream());
		return Stream.concat(suite.flatMap(Stream::ofNullable), others).distinct().toList();
	}

	@Override
	public Set<String> toolsets(AgentPlan plan) {
		return Set.copyOf(toolsetsInOrder(plan));
	}

	@Override
	public Needs needs() {
		return new Needs("50m", "192Mi", "1", "512Mi");
	}

	private static List<String> toolsetsInOrder(AgentPlan plan) {
		List<String> declared = plan.spec().toolsets();
		List<String> wanted = new ArrayList<>(declared);
		if (!plan.skills().isEmpty() && !declared.contains("skills")) {
			wanted.addFirst("skills");
		}
		if (plan.spec().disabledToolsets() != null) {
			wanted.removeAll(plan.spec().disabledToolsets());
		}
		return List.copyOf(wanted);
	}

}
