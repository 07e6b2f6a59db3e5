package org.obol.offercontroller.probe;

import java.net.URI;
import java.util.function.UnaryOperator;

/** Asks what is sold whether it is healthy. */
public final class UpstreamProbe {

	private final ProbeClient client;

	private final UnaryOperator<URI> locator;

	private final RecentLooks recent = new RecentLooks();

	/**
	 * Probes through a client.
	 * @param client sends the request
	 * @param locator says where a cluster URL really listens
	 */
	public UpstreamProbe(ProbeClient client, UnaryOperator<URI> locator) {
		this.client = client;
		this.locator = locator;
	}

	/**
	 * Asks once, however many offers want to know the same within half a second.
	 * @param clusterUrl scheme, host and port
	 * @param healthPath must answer 2xx
	 * @return good for 2xx only; messages name the cluster URL
	 */
	public Sighting look(URI clusterUrl, String healthPath) {
		URI asked = clusterUrl.resolve(healthPath);
		return this.recent.at(asked, () -> ask(asked));
	}

	private Sighting ask(URI asked) {
		return switch (this.client.get(this.locator.apply(asked))) {
			case Reply.Answer answer when answer.isSuccess() ->
				new Sighting.Good("HTTP " + answer.status() + " from " + asked);
			case Reply.Answer answer -> new Sighting.Bad("HTTP " + answer.status() + " from " + asked);
			case Reply.Silence silence -> new Sighting.Bad(asked + ": " + silence.why());
		};
	}

}
