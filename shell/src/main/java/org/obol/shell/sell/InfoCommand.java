package org.obol.shell.sell;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.obol.shell.cluster.Market;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;
import org.springframework.core.env.Environment;

/** {@code obol sell info}: what a seller tells buyers. */
public final class InfoCommand implements CommandSource {

	private static final String CHAT = "/v1/chat/completions";

	private final Environment environment;

	/**
	 * The command.
	 * @param environment environment variables and system properties
	 */
	public InfoCommand(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<CommandSpec> commands() {
		return List
			.of(CommandSpec.of(SellCommands.GROUP, "sell info", "Show what to tell buyers: where, how much, and how")
				.needs("name", ArgumentSpec.Kind.OFFER, "the offer")
				.with(SellOptions.NAMESPACE)
				.example("obol sell info quant")
				.does(this::info));
	}

	private Reply info(Invocation invocation) throws ApiException {
		Place place = Place.of(invocation, this.environment);
		ServiceOffer offer = OfferFinder.require(invocation, Market.at(place));
		OfferView view = new OfferView(place.gateway());
		String endpoint = view.url(offer);
		boolean chat = isChat(offer);
		String url = chat ? endpoint + CHAT : endpoint + firstPaid(offer);
		String buy = chat ? "obol buy agent " + endpoint + " --message \"What can you do?\"" : "obol buy http " + url;
		String probe = chat ? "curl -i -X POST " + url + " -H 'Content-Type: application/json' -d '{}'"
				: "curl -i " + url;
		List<String> documents = List.of(place.gateway() + "/skill.md", place.gateway() + "/openapi.json",
				place.gateway() + "/api/services.json");
		String text = new Facts().add("Endpoint", endpoint)
			.add("Live", OfferView.isLive(offer) ? "yes" : "no; `obol sell status " + offer.name() + "` says why")
			.add("Price", OfferView.price(offer))
			.add("Network", OfferView.network(offer))
			.add("Buy", buy)
			.add("See the price", probe)
			.add("Documents", String.join(" ", documents))
			.render();
		return new Reply(text,
				Documents.object("name", offer.name(), "namespace", offer.namespace(), "endpoint", endpoint, "live",
						OfferView.isLive(offer), "price", OfferView.price(offer), "network", OfferView.network(offer),
						"callUrl", url, "buy", buy, "probe", probe, "documents", documents),
				endpoint);
	}

	private static boolean isChat(ServiceOffer offer) {
		String type = offer.getSpec().effectiveType();
		return ServiceOfferSpec.TYPE_AGENT.equals(type) || ServiceOfferSpec.TYPE_INFERENCE.equals(type);
	}

	/** With routes declared, the offer's own path is closed. */
	private static String firstPaid(ServiceOffer offer) {
		return OfferRoute.of(offer)
			.stream()
			.filter((route) -> route.gate() == RouteGate.PAID)
			.map(OfferRoute::below)
			.findFirst()
			.orElse("");
	}

}
