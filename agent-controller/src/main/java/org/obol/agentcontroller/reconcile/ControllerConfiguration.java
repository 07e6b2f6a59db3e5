package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.openapi.ApiClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.agentcontroller.resources.Labels;
import org.obol.agentcontroller.runtime.Runtimes;
import org.obol.agentcontroller.settings.AgentSettings;
import org.obol.agentcontroller.settings.GatewaySettings;
import org.obol.agentcontroller.settings.ProgramSettings;
import org.obol.agentcontroller.skills.SkillLibrary;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.kube.KubernetesClients;
import org.obol.kube.ServiceResolver;
import org.obol.kube.apply.Events;
import org.obol.kube.controller.ControllerLoop;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires the controller to the cluster. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ControllerConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApiClient kubernetesClient() {
		return KubernetesClients.standard();
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	SecureRandom secureRandom() {
		return new SecureRandom();
	}

	@Bean
	HttpClient httpClient() {
		return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
	}

	@Bean
	Cluster cluster(ApiClient client) {
		return new Cluster(client, Labels.CONTROLLER);
	}

	@Bean
	Informers informers(ApiClient client) {
		return new Informers(client);
	}

	@Bean
	ServiceResolver serviceResolver(ProgramSettings program, Informers informers) {
		return ServiceResolver.of(program.local(), informers);
	}

	@Bean
	Events events(Cluster cluster, Clock clock) {
		return new Events(cluster, "obol.org/" + Labels.CONTROLLER, Replica.name(), clock);
	}

	@Bean
	Runtimes runtimes(AgentSettings settings) {
		return Runtimes.of(settings);
	}

	@Bean
	SkillLibrary skillLibrary() {
		return SkillLibrary.fromClassPath();
	}

	@Bean
	AgentResources agentResources(AgentSettings settings, GatewaySettings gateway) {
		return new AgentResources(settings, gateway);
	}

	@Bean
	ControllerLoop agentLoop(AgentReconciler reconciler, Informers informers, KnownChildren children,
			ProgramSettings program, MeterRegistry metrics) {
		Population.count(informers.agents(), metrics);
		ControllerLoop loop = new ControllerLoop("agent", reconciler, metrics).workers(program.workers())
			.watchPrimary(informers.agents());
		children.follow(loop);
		return loop;
	}

}
