package org.obol.agentcontroller.reconcile;

import org.obol.agentcontroller.model.ModelEndpoint;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.controller.ControllerLoop;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives every agent a pass when the model endpoint offers something else than before. One
 * question for all of them, so that a model that disappears shows within half a minute
 * and not at the next recheck.
 */
@Component
class ModelWatch {

	private final ModelEndpoint endpoint;

	ModelWatch(ModelEndpoint endpoint, Informers informers, ControllerLoop loop) {
		this.endpoint = endpoint;
		endpoint.onChange(() -> Informers.all(informers.agents()).stream().map(ObjectKey::of).forEach(loop::enqueue));
	}

	@Scheduled(initialDelayString = "15s", fixedDelayString = "15s")
	void look() throws InterruptedException {
		this.endpoint.models();
	}

}
