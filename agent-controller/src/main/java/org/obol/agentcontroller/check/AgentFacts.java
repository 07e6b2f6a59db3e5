package org.obol.agentcontroller.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.skills.Skill;
import org.obol.api.AgentSpec;

/**
 * What has to be known about an agent before it is decided on.
 *
 * @param spec what the seller wants
 * @param runtime the named runtime, if there is such a one
 * @param runtimes the names of all runtimes
 * @param skills the named skills that the library has
 * @param unknownSkills the named skills that it does not have
 * @param knownSkills the names of all skills
 * @param model which model the agent gets
 */
public record AgentFacts(AgentSpec spec, Optional<AgentRuntime> runtime, Set<String> runtimes, List<Skill> skills,
		List<String> unknownSkills, Set<String> knownSkills, ModelChoice model) {

}
