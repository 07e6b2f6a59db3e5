package org.obol.local.kubernetes.pod;

import java.time.Duration;
import java.util.Optional;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1LifecycleHandler;
import io.kubernetes.client.openapi.models.V1Probe;
import org.obol.local.kubernetes.probe.ProbeAttempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a container wants to happen before it is asked to end; it counts against the grace
 * period.
 */
final class PreStop {

	private static final Logger logger = LoggerFactory.getLogger(PreStop.class);

	private PreStop() {
	}

	/**
	 * Runs the hook, if there is one.
	 * @return what is left of the grace period
	 */
	static Duration run(V1Container container, ProbeAttempt attempt, Duration grace) {
		V1LifecycleHandler hook = (container.getLifecycle() != null) ? container.getLifecycle().getPreStop() : null;
		if (hook == null || grace.isZero()) {
			return grace;
		}
		long begun = System.nanoTime();
		if (hook.getSleep() != null) {
			sleep(Duration.ofSeconds(hook.getSleep().getSeconds()), grace);
		}
		else {
			Optional<String> failure = attempt.failure(new V1Probe().exec(hook.getExec())
				.httpGet(hook.getHttpGet())
				.timeoutSeconds((int) Math.max(1, grace.toSeconds())));
			failure.ifPresent((why) -> logger.warn("preStop of container {} failed: {}", container.getName(), why));
		}
		Duration left = grace.minusNanos(System.nanoTime() - begun);
		// A kubelet grants two seconds more when the hook took all the time.
		return (left.compareTo(Duration.ofSeconds(2)) < 0) ? Duration.ofSeconds(2) : left;
	}

	private static void sleep(Duration wanted, Duration grace) {
		try {
			Thread.sleep((wanted.compareTo(grace) < 0) ? wanted : grace);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
