package org.obol.agentcontroller.check;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.runtime.Runtimes;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;
import org.obol.api.AgentSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class AgentChecksTests {

	private static final ModelChoice MODEL = new ModelChoice.Pinned("a-model");

	private static final Optional<AgentRuntime> DEMO = Runtimes
		.of(new AgentSettings(new AgentSettings.Images("a", "b", "c"), URI.create("http://rpc.example.org"), null, null,
				"5Gi", Duration.ofMinutes(5), null))
		.find("demo");

	static Stream<Arguments> refusals() {
		AgentSpec.McpServer command = new AgentSpec.McpServer("chain", null, "/bin/sh", List.of(), null, Map.of());
		return Stream.of(
				argumentSet("an unknown runtime",
						facts(spec(List.of(), List.of(), List.of(), null), false, List.of(), MODEL),
						AgentCondition.VALIDATED, AgentReason.UNSUPPORTED_RUNTIME, "use one of demo, hermes"),
				argumentSet("a blank skill",
						facts(spec(List.of(" "), List.of(), List.of(), null), true, List.of(" "), MODEL),
						AgentCondition.VALIDATED, AgentReason.INVALID_SKILL_ENTRY, "spec.skills has ' '"),
				argumentSet("a toolset that runs code",
						facts(spec(List.of(), List.of("terminal"), List.of(), null), true, List.of(), MODEL),
						AgentCondition.VALIDATED, AgentReason.RISK_NOT_ACCEPTED, "terminal lets a buyer run code"),
				argumentSet("an MCP server that is started",
						facts(spec(List.of(), List.of(), List.of(command), false), true, List.of(), MODEL),
						AgentCondition.VALIDATED, AgentReason.RISK_NOT_ACCEPTED, "MCP server chain lets a buyer"),
				argumentSet("an unknown skill",
						facts(spec(List.of("cooking"), List.of(), List.of(), null), true, List.of("cooking"), MODEL),
						AgentCondition.SKILLS_READY, AgentReason.UNKNOWN_SKILL, "No skill cooking; there are gas"),
				argumentSet("no model",
						facts(spec(List.of(), List.of(), List.of(), null), true, List.of(),
								new ModelChoice.Unresolved(AgentReason.MODEL_UNPINNED, "none")),
						AgentCondition.MODEL_RESOLVED, AgentReason.MODEL_UNPINNED, "none"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void whatCantBeProvisionedSaysWhy(AgentFacts facts, AgentCondition condition, AgentReason reason, String message) {
		Violation violation = AgentChecks.firstViolation(facts).orElseThrow();
		assertThat(violation.condition()).isEqualTo(condition);
		assertThat(violation.reason()).isEqualTo(reason);
		assertThat(violation.message()).contains(message);
	}

	@Test
	void anEmptySpecIsFine() {
		assertThat(AgentChecks.firstViolation(facts(AgentSpec.empty(), true, List.of(), MODEL))).isEmpty();
	}

	@Test
	void anAcceptedRiskIsTaken() {
		AgentSpec spec = spec(List.of(), List.of("terminal"), List.of(), true);
		assertThat(AgentChecks.firstViolation(facts(spec, true, List.of(), MODEL))).isEmpty();
	}

	@Test
	void aModelThatIsGoneDoesNotTakeTheAgentDown() {
		ModelChoice missing = new ModelChoice.Missing("old", AgentReason.MODEL_NOT_FOUND, "gone");
		assertThat(AgentChecks.firstViolation(facts(AgentSpec.empty(), true, List.of(), missing))).isEmpty();
	}

	@Test
	void onlyWaitingHelpsWithoutAModel() {
		assertThat(new Violation(AgentCondition.MODEL_RESOLVED, AgentReason.MODEL_UNPINNED, "").isFinal()).isFalse();
		assertThat(new Violation(AgentCondition.SKILLS_READY, AgentReason.UNKNOWN_SKILL, "").isFinal()).isTrue();
	}

	private static AgentFacts facts(AgentSpec spec, boolean isKnown, List<String> unknown, ModelChoice model) {
		return new AgentFacts(spec, isKnown ? DEMO : Optional.empty(),
				new java.util.TreeSet<>(Set.of("demo", "hermes")), List.of(), unknown, Set.of("gas"), model);
	}

	private static AgentSpec spec(List<String> skills, List<String> toolsets, List<AgentSpec.McpServer> servers,
			Boolean acceptRisk) {
		return new AgentSpec("demo", null, null, skills, null, null, servers, null, null, toolsets, null, acceptRisk);
	}

}
