package org.obol.offercontroller.offer;

import io.kubernetes.client.openapi.ApiClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.kube.KubernetesClients;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;
import org.obol.kube.apply.Events;
import org.obol.kube.apply.Finalizers;
import org.obol.kube.apply.ServerSideApply;
import org.obol.kube.controller.ControllerLoop;
import org.obol.kube.controller.LeaderElection;
import org.obol.offercontroller.payment.Pricing;
import org.obol.offercontroller.probe.GatewayProbe;
import org.obol.offercontroller.probe.GatewayProperties;
import org.obol.offercontroller.probe.ProbeClient;
import org.obol.offercontroller.probe.UpstreamProbe;
import org.obol.offercontroller.registration.RegistrationLookup;
import org.obol.offercontroller.registration.Tombstones;
import org.obol.x402.TokenRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the controller. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ReconcileProperties.class, GatewayProperties.class, LeaderProperties.class })
class OfferControllerConfiguration {

	private static final String NAME = "offer-controller";

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	ApiClient apiClient() {
		return KubernetesClients.standard();
	}

	@Bean
	Cluster cluster(ApiClient client) {
		return new Cluster(client, NAME);
	}

	@Bean(destroyMethod = "")
	Informers informers(ApiClient client) {
		return new Informers(client);
	}

	@Bean
	OfferCaches offerCaches(Informers informers, MeterRegistry metrics) {
		OfferCaches caches = new OfferCaches(informers);
		OfferController.countOffers(caches, metrics);
		return caches;
	}

	@Bean(destroyMethod = "shutdownNow")
	ExecutorService probeExecutor() {
		return Executors.newVirtualThreadPerTaskExecutor();
	}

	@Bean
	ProbeClient probeClient(ReconcileProperties properties, ExecutorService probeExecutor) {
		return new ProbeClient(properties.probeTimeout(), probeExecutor);
	}

	@Bean
	FactsGatherer factsGatherer(OfferCaches caches, Pricing pricing, RegistrationLookup registrations,
			Informers informers, ProbeClient client, GatewayProperties gateway, Clock clock,
			@Value("${obol.local:false}") boolean local) {
		ServiceResolver resolver = ServiceResolver.of(local, informers);
		return new FactsGatherer(caches, pricing, new UpstreamProbe(client, resolver::locate),
				new GatewayProbe(client, resolver::locate, gateway), registrations, clock);
	}

	@Bean
	Pricing pricing() {
		return new Pricing(TokenRegistry.standard());
	}

	@Bean
	OfferPreview offerPreview(OfferCaches caches, Pricing pricing) {
		return new OfferPreview(caches, pricing);
	}

	@Bean
	OfferReconciler offerReconciler(OfferCaches caches, FactsGatherer facts, Cluster cluster, Tombstones tombstones,
			ReconcileProperties properties, Clock clock) {
		Events events = new Events(cluster, "obol.org/" + NAME, ProcessName.ofThis(), clock);
		return new OfferReconciler(caches, facts,
				new Departure(new Finalizers(cluster, ResourceType.SERVICE_OFFER, ServiceOffer.FINALIZER), tombstones),
				new OfferReconciler.StatusWriter(new ServerSideApply(cluster), events, clock), new NextLook(properties),
				clock);
	}

	@Bean(destroyMethod = "")
	ControllerLoop controllerLoop(OfferReconciler reconciler, ReconcileProperties properties, MeterRegistry metrics) {
		return new ControllerLoop(NAME, reconciler, metrics).workers(properties.workers())
			.resync(Duration.ofMinutes(10));
	}

	@Bean
	OfferController offers(Informers informers, OfferCaches caches, ControllerLoop loop, LeaderProperties leader,
			ConfigurableApplicationContext context) {
		LeaderElection election = leader.enabled()
				? OfferController.election(context.getBean(ApiClient.class), leader, loop, () -> endWith(context))
				: null;
		return new OfferController(informers, caches, loop, election);
	}

	/**
	 * On a thread of its own, because the end of the context waits for the one that lost;
	 * and no daemon, because the JVM must not end well before this has said that it ends
	 * badly.
	 */
	private static void endWith(ConfigurableApplicationContext context) {
		Thread.ofPlatform()
			.daemon(false)
			.name("lost-lease")
			.start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
	}

}
