package org.obol.agentcontroller.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;

/**
 * The questions that decide whether an agent can be provisioned, in order. The first no
 * counts.
 */
public final class AgentChecks {

	/** Toolsets with which a buyer can neither run code nor change the agent. */
	static final Set<String> HARMLESS = Set.of("skills", "web", "search", "vision", "safe");

	private static final List<Function<AgentFacts, Optional<Violation>>> CHECKS = List.of(AgentChecks::runtimeIsKnown,
			AgentChecks::skillEntriesAreNames, AgentChecks::serversAreUsable, AgentChecks::riskIsAccepted,
			AgentChecks::skillsExist, AgentChecks::modelIsResolved);

	private AgentChecks() {
	}

	/**
	 * Asks every question.
	 * @param facts what is known
	 * @return the first reason not to provision
	 */
	public static Optional<Violation> firstViolation(AgentFacts facts) {
		return CHECKS.stream().flatMap((check) -> check.apply(facts).stream()).findFirst();
	}

	static Optional<Violation> runtimeIsKnown(AgentFacts facts) {
		return facts.runtime().isPresent() ? Optional.empty()
				: invalid(AgentReason.UNSUPPORTED_RUNTIME, "Runtime '" + facts.spec().effectiveRuntime()
						+ "' is not supported; use one of " + String.join(", ", facts.runtimes()));
	}

	static Optional<Violation> skillEntriesAreNames(AgentFacts facts) {
		return facts.spec()
			.skills()
			.stream()
			.filter((name) -> !name.matches("[a-z0-9][a-z0-9-]*"))
			.findFirst()
			.flatMap((name) -> invalid(AgentReason.INVALID_SKILL_ENTRY,
					"spec.skills has '" + name + "', which is not a skill's name; see obol agent new --help"));
	}

	static Optional<Violation> riskIsAccepted(AgentFacts facts) {
		if (Boolean.TRUE.equals(facts.spec().acceptRisk())) {
			return Optional.empty();
		}
		Stream<String> toolsets = facts.spec().toolsets().stream().filter((name) -> !HARMLESS.contains(name));
		Stream<String> servers = facts.spec()
			.mcpServers()
			.stream()
			.filter((server) -> server.command() != null)
			.map((server) -> "MCP server " + server.name());
		return Stream.concat(toolsets, servers)
			.findFirst()
			.flatMap((what) -> invalid(AgentReason.RISK_NOT_ACCEPTED,
					what + " lets a buyer run code or change the agent; leave it out or set spec.acceptRisk to true"));
	}

	static Optional<Violation> serversAreUsable(AgentFacts facts) {
		return McpServerCheck.firstProblem(facts.spec().mcpServers())
			.flatMap((problem) -> invalid(AgentReason.INVALID_MCP_SERVER, problem));
	}

	static Optional<Violation> skillsExist(AgentFacts facts) {
		if (facts.unknownSkills().isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new Violation(AgentCondition.SKILLS_READY, AgentReason.UNKNOWN_SKILL, "No skill "
				+ String.join(", ", facts.unknownSkills()) + "; there are " + String.join(", ", facts.knownSkills())));
	}

	static Optional<Violation> modelIsResolved(AgentFacts facts) {
		return switch (facts.model()) {
			case ModelChoice.Unresolved(AgentReason reason, String message) ->
				Optional.of(new Violation(AgentCondition.MODEL_RESOLVED, reason, message));
			case ModelChoice.Pinned ignored -> Optional.empty();
			case ModelChoice.Missing ignored -> Optional.empty();
		};
	}

	private static Optional<Violation> invalid(AgentReason reason, String message) {
		return Optional.of(new Violation(AgentCondition.VALIDATED, reason, message));
	}

}
