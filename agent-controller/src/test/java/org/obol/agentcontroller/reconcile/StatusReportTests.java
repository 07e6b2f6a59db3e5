package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.obol.agentcontroller.check.Violation;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.api.Agent;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;
import org.obol.api.AgentSpec;
import org.obol.api.AgentStatus;
import org.obol.api.Condition;

import static org.assertj.core.api.Assertions.assertThat;

class StatusReportTests {

	private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

	private static final Agent AGENT = new Agent(
			new V1ObjectMeta().name("quant").namespace("agent-quant").generation(3L), AgentSpec.empty());

	@Test
	void theFirstConditionThatDoesNotHoldSaysWhyTheAgentIsNotReady() {
		AgentStatus status = everythingHolds()
			.fails(AgentCondition.WALLET_READY, AgentReason.WAITING_FOR_WALLET, "no signer")
			.fails(AgentCondition.PROVISIONED, AgentReason.WAITING_FOR_DEPLOYMENT, "no replica")
			.concluded()
			.toStatus();
		Condition ready = Condition.of(status.conditions(), "Ready").orElseThrow();
		assertThat(ready.reason()).isEqualTo("WaitingForDeployment");
		assertThat(ready.message()).isEqualTo("Provisioned: no replica");
		assertThat(status.phase()).isEqualTo("Provisioning");
	}

	@Test
	void readyMeansThatEverythingHolds() {
		AgentStatus status = everythingHolds().concluded().toStatus();
		assertThat(status.isReady()).isTrue();
		assertThat(status.pinnedModel()).isEqualTo("a-model");
		assertThat(status.observedGeneration()).isEqualTo(3);
		assertThat(status.conditions()).extracting(Condition::type)
			.containsExactly("Validated", "ModelResolved", "SkillsReady", "Provisioned", "WalletReady",
					"ApiAuthEnforced", "ToolsetsRestricted", "Ready");
	}

	@Test
	void aRefusalKeepsWhatWasKnownOfTheRunningAgent() {
		Agent running = new Agent(AGENT.getMetadata(), AgentSpec.empty());
		running.setStatus(everythingHolds().concluded().toStatus());
		AgentStatus status = new StatusReport(running, NOW)
			.refused(new Violation(AgentCondition.SKILLS_READY, AgentReason.UNKNOWN_SKILL, "No skill x"))
			.toStatus();
		assertThat(status.phase()).isEqualTo("Failed");
		assertThat(Condition.holds(status.conditions(), "Provisioned")).isTrue();
		assertThat(Condition.holds(status.conditions(), "Ready")).isFalse();
		assertThat(status.pinnedModel()).isEqualTo("a-model");
	}

	private static StatusReport everythingHolds() {
		StatusReport report = new StatusReport(AGENT, NOW).accepted(new ModelChoice.Pinned("a-model"), 1);
		for (AgentCondition condition : new AgentCondition[] { AgentCondition.TOOLSETS_RESTRICTED,
				AgentCondition.PROVISIONED, AgentCondition.WALLET_READY, AgentCondition.API_AUTH_ENFORCED }) {
			report.holds(condition, AgentReason.RECONCILED, "fine");
		}
		return report;
	}

}
