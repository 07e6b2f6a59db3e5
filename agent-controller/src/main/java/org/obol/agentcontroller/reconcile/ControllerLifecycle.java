package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.openapi.ApiClient;
import org.jspecify.annotations.Nullable;
import org.obol.agentcontroller.resources.Labels;
import org.obol.agentcontroller.settings.ProgramSettings;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.controller.ControllerLoop;
import org.obol.kube.controller.LeaderElection;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the caches, then the work: at once, or once elected. Ready means that the caches
 * are filled; a replica that waits for its election is ready too.
 */
@Component("controller")
class ControllerLifecycle implements SmartLifecycle, HealthIndicator {

	private final Informers informers;

	private final ControllerLoop loop;

	private final ProgramSettings program;

	private final ApiClient client;

	private final ApplicationContext context;

	private volatile boolean running;

	private @Nullable LeaderElection election;

	ControllerLifecycle(Informers informers, ControllerLoop loop, ProgramSettings program, ApiClient client,
			ApplicationContext context) {
		this.informers = informers;
		this.loop = loop;
		this.program = program;
		this.client = client;
		this.context = context;
	}

	@Override
	public void start() {
		this.informers.start();
		if (this.program.electsLeader()) {
			ObjectKey lease = new ObjectKey(this.program.namespace(), Labels.CONTROLLER);
			this.election = new LeaderElection(this.client, lease, Replica.name(), this.loop::start, this::exit);
			this.election.start();
		}
		else {
			this.loop.start();
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.election != null) {
			this.election.close();
		}
		this.loop.close();
		this.informers.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public Health health() {
		return this.informers.hasSynced() ? Health.up().build()
				: Health.down().withDetail("caches", "not filled yet").build();
	}

	/** No daemon: the JVM must not end well before this has said that it ends badly. */
	private void exit() {
		Thread.ofPlatform()
			.daemon(false)
			.name("lost-lease")
			.start(() -> System.exit(SpringApplication.exit(this.context, () -> 1)));
	}

}
