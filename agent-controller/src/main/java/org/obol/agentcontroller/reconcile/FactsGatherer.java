package org.obol.agentcontroller.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.obol.agentcontroller.check.AgentFacts;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.agentcontroller.model.ModelEndpoint;
import org.obol.agentcontroller.model.OfferedModels;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.runtime.Runtimes;
import org.obol.agentcontroller.skills.Skill;
import org.obol.agentcontroller.skills.SkillLibrary;
import org.obol.api.Agent;
import org.springframework.stereotype.Component;

/** Reads, once per pass, what has to be known about an agent. */
@Component
class FactsGatherer {

	private final Runtimes runtimes;

	private final SkillLibrary library;

	private final ModelEndpoint endpoint;

	FactsGatherer(Runtimes runtimes, SkillLibrary library, ModelEndpoint endpoint) {
		this.runtimes = runtimes;
		this.library = library;
		this.endpoint = endpoint;
	}

	AgentFacts about(Agent agent) throws InterruptedException {
		Optional<AgentRuntime> runtime = this.runtimes.find(agent.getSpec().effectiveRuntime());
		List<Skill> found = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		for (String name : agent.getSpec().skills().stream().distinct().toList()) {
			this.library.find(name).ifPresentOrElse(found::add, () -> unknown.add(name));
		}
		Optional<String> builtIn = runtime.flatMap(AgentRuntime::builtInModel);
		OfferedModels offered = builtIn.isPresent() ? new OfferedModels.NotConfigured() : this.endpoint.models();
		return new AgentFacts(agent.getSpec(), runtime, this.runtimes.names(), List.copyOf(found), List.copyOf(unknown),
				this.library.names(), ModelChoice.of(builtIn, agent.effectiveModel(), offered));
	}

}
