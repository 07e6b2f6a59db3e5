package org.obol.agentcontroller.runtime;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.obol.agentcontroller.settings.AgentSettings;

/** The runtimes that this controller knows. */
public final class Runtimes {

	private final List<AgentRuntime> runtimes;

	private Runtimes(List<AgentRuntime> runtimes) {
		this.runtimes = runtimes;
	}

	/**
	 * All runtimes, with an operator's defaults.
	 * @param settings the defaults
	 * @return the runtimes
	 */
	public static Runtimes of(AgentSettings settings) {
		return new Runtimes(List.of(new HermesRuntime(settings), new DemoRuntime(settings)));
	}

	/**
	 * Finds a runtime.
	 * @param name the word in {@code spec.runtime}
	 * @return the runtime, if this controller knows it
	 */
	public Optional<AgentRuntime> find(String name) {
		return this.runtimes.stream().filter((runtime) -> runtime.name().equals(name)).findFirst();
	}

	/**
	 * What there is.
	 * @return all names, in order
	 */
	public Set<String> names() {
		return this.runtimes.stream().map(AgentRuntime::name).collect(Collectors.toCollection(TreeSet::new));
	}

}
