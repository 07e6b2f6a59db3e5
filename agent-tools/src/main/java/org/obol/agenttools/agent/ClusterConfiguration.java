package org.obol.agenttools.agent;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Clock;
import org.obol.agenttools.settings.ToolsSettings;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.kube.KubernetesClients;
import org.obol.kube.ServiceResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires this program to the cluster. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApiClient kubernetesClient() {
		return KubernetesClients.standard();
	}

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	Cluster cluster(ApiClient client) {
		return new Cluster(client, "agent-tools");
	}

	@Bean
	Informers informers(ApiClient client) {
		return new Informers(client);
	}

	@Bean
	ServiceResolver serviceResolver(ToolsSettings settings, Informers informers) {
		return ServiceResolver.of(settings.local(), informers);
	}

	/** Ready once every Agent is known: before that a good token would be refused. */
	@Bean
	HealthIndicator agentsHealthIndicator(Informers informers) {
		return () -> informers.hasSynced() ? Health.up().build() : Health.down().build();
	}

	/** Starts the watches after everybody has asked for theirs. */
	@Bean
	SmartLifecycle watches(Informers informers, AgentDirectory directory, ServiceResolver resolver) {
		return new Watches(informers);
	}

	private static final class Watches implements SmartLifecycle {

		private final Informers informers;

		private volatile boolean running;

		Watches(Informers informers) {
			this.informers = informers;
		}

		@Override
		public void start() {
			this.informers.start();
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
