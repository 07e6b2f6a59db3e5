package org.obol.agentcontroller.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;
import org.obol.api.AgentStatus;
import org.obol.api.Condition;
import org.obol.kube.controller.Outcome;
import org.springframework.stereotype.Component;

/**
 * Says when an agent is looked at again although nothing changed. What the API server
 * tells is waited for; what has to be asked for is asked ever more rarely.
 */
@Component
class NextLook {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration RARELY = Duration.ofSeconds(60);

	private final AgentSettings settings;

	private final Clock clock;

	NextLook(AgentSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	Outcome after(AgentStatus status) {
		boolean waitsForPods = Condition.of(status.conditions(), AgentCondition.PROVISIONED.wire())
			.filter((provisioned) -> AgentReason.WAITING_FOR_DEPLOYMENT.wire().equals(provisioned.reason()))
			.isPresent();
		if (status.isReady() || waitsForPods) {
			return Outcome.checkAgain(this.settings.recheck());
		}
		return Outcome.checkAgain(Condition.of(status.conditions(), AgentCondition.READY.wire())
			.map(Condition::lastTransitionTime)
			.filter(Objects::nonNull)
			.map(this::patience)
			.orElse(SOON));
	}

	/** For what waits for the model endpoint. */
	Outcome afterWaiting() {
		return Outcome.checkAgain(SOON.multipliedBy(3));
	}

	private Duration patience(OffsetDateTime since) {
		Duration third = Duration.between(since.toInstant(), this.clock.instant()).dividedBy(3);
		if (third.compareTo(SOON) < 0) {
			return SOON;
		}
		return (third.compareTo(RARELY) < 0) ? third : RARELY;
	}

}
