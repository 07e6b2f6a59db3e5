package org.obol.offercontroller;

import io.kubernetes.client.openapi.ApiClient;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.kube.Informers;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole program with a tiny gateway. */
public final class OfferProgram implements AutoCloseable {

	final TinyServers.Gateway gateway;

	private final ConfigurableApplicationContext context;

	private OfferProgram(ApiClient client, String... more) {
		this.gateway = new TinyServers.Gateway(this::offerAt);
		this.context = new SpringApplicationBuilder(OfferControllerApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("testClient", ApiClient.class,
					() -> client, (definition) -> definition.setPrimary(true)))
			.properties("server.port=0", "obol.local=true", "obol.gateway.url=" + this.gateway.url(),
					"obol.gateway.readiness-url=" + this.gateway.url() + "/ready", "obol.offers.when-ready=1s",
					"obol.offers.when-not-ready=500ms")
			.run(more);
	}

	/**
	 * Starts the program.
	 * @param cluster the test's control plane
	 * @param client the program's connection to it
	 * @param more arguments
	 */
	public static OfferProgram start(TestCluster cluster, ApiClient client, String... more) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		return new OfferProgram(client, more);
	}

	/**
	 * A part of the program.
	 * @param type its class
	 */
	public <T> T part(Class<T> type) {
		return this.context.getBean(type);
	}

	boolean isActive() {
		return this.context.isActive();
	}

	/** What the gateway sees: every offer of the cluster. */
	private Optional<ServiceOffer> offerAt(String path) {
		var offers = part(Informers.class).offers();
		return Informers.all(offers)
			.stream()
			.filter((offer) -> path.equals(offer.effectivePath()) || path.startsWith(offer.effectivePath() + "/"))
			.filter((offer) -> !offer.getStatus().accepts().isEmpty())
			.findFirst();
	}

	@Override
	public void close() {
		this.context.close();
		this.gateway.close();
	}

}
