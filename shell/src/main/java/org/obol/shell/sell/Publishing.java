package org.obol.shell.sell;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.Map;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOffer;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.cluster.Waiting;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.output.Conditions;
import org.obol.shell.output.Reply;
import org.obol.shell.place.Place;

/** Puts an offer into the cluster, waits for it if asked to, and says how to buy it. */
final class Publishing {

	private static final int DEFAULT_WAIT = 120;

	private final Waiting waiting;

	Publishing(Waiting waiting) {
		this.waiting = waiting;
	}

	Reply publish(OfferDraft draft, String terms, String payTo, Invocation invocation, Place place, Market market)
			throws ApiException {
		boolean isNew = apply(draft, terms, payTo, invocation, market);
		return reply(draft, isNew, invocation.flag("wait"), invocation, place, market);
	}

	boolean apply(OfferDraft draft, String terms, String payTo, Invocation invocation, Market market)
			throws ApiException {
		boolean isNew = market.apply(ResourceType.SERVICE_OFFER, draft.document(labels(invocation)));
		invocation.dialogue()
			.note("ServiceOffer " + draft.key() + " " + (isNew ? "created" : "updated") + " (" + terms + " → " + payTo
					+ ")");
		return isNew;
	}

	Reply reply(OfferDraft draft, boolean isNew, boolean wait, Invocation invocation, Place place, Market market)
			throws ApiException {
		ServiceOffer offer = wait ? waitForLive(draft, invocation, market)
				: market.offer(draft.key()).orElseThrow(() -> gone(draft));
		OfferView view = new OfferView(place.gateway());
		JsonObject data = view.json(offer);
		data.addProperty("created", isNew);
		return new Reply(text(offer, view), data, view.url(offer));
	}

	private static Map<String, String> labels(Invocation invocation) {
		return invocation.command().name().equals("sell demo") ? Map.of("obol.org/demo", "true") : Map.of();
	}

	private static String text(ServiceOffer offer, OfferView view) {
		StringBuilder text = new StringBuilder();
		boolean live = OfferView.isLive(offer);
		text.append(live ? "Live at " : "Will be at ").append(view.url(offer));
		if (awaitsRegistration(offer)) {
			text.append("\nIt is sold already, but Ready stays False until `obol sell register ")
				.append(offer.name())
				.append("` has registered it on the chain (that costs gas; the payee's wallet signs)");
		}
		String buy = "agent".equals(offer.getSpec().effectiveType())
				? "obol buy agent " + view.url(offer) + " --message \"Hello\"" : "obol buy http " + view.url(offer);
		return text.append("\n\nNext: ").append(live ? buy : "obol sell status " + offer.name()).toString();
	}

	private ServiceOffer waitForLive(OfferDraft draft, Invocation invocation, Market market) throws ApiException {
		int seconds = invocation.number("timeout", 1, 3600).orElse(DEFAULT_WAIT);
		invocation.dialogue().note("Waiting until it is live …");
		ServiceOffer seen = this.waiting
			.until(Duration.ofSeconds(seconds), () -> market.offer(draft.key()), Publishing::isDone)
			.orElseThrow(() -> gone(draft));
		if (!isDone(seen)) {
			invocation.dialogue().note(Conditions.render(seen.conditions()));
			throw new RefusedException("Offer '" + seen.name() + "' is not live after " + seconds + " s: "
					+ Conditions.firstMissing(seen.conditions()));
		}
		return seen;
	}

	private static boolean isDone(ServiceOffer offer) {
		return OfferView.isLive(offer)
				&& (Condition.holds(offer.conditions(), OfferCondition.READY.wire()) || awaitsRegistration(offer));
	}

	private static boolean awaitsRegistration(ServiceOffer offer) {
		return Condition.of(offer.conditions(), OfferCondition.REGISTERED.wire())
			.filter((condition) -> !condition.holds())
			.filter((condition) -> OfferReason.AWAITING_EXTERNAL_REGISTRATION.wire().equals(condition.reason()))
			.isPresent();
	}

	private static RefusedException gone(OfferDraft draft) {
		return new RefusedException("Offer " + draft.key() + " was deleted meanwhile");
	}

}
