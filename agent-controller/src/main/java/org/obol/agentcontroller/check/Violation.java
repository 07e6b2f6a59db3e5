package org.obol.agentcontroller.check;

import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;

/**
 * Why an agent can't be provisioned.
 *
 * @param condition the condition that does not hold
 * @param reason why, for programs
 * @param message why, for people
 */
public record Violation(AgentCondition condition, AgentReason reason, String message) {

	/**
	 * Tells whether only a change of the spec helps.
	 * @return false if waiting may help
	 */
	public boolean isFinal() {
		return this.condition == AgentCondition.VALIDATED || this.condition == AgentCondition.SKILLS_READY;
	}

}
