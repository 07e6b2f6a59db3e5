package org.obol.offercontroller.admin;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.offercontroller.offer.OfferPreview;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.payment.Terms;

/** Says what the 402 of an offer would be, and what is in the way of it. */
class Preview {

	private final OfferPreview offers;

	Preview(OfferPreview offers) {
		this.offers = offers;
	}

	JsonObject of(JsonObject document) {
		ServiceOffer offer = Documents.as(document, ServiceOffer.class);
		OfferPreview.Outlook outlook = this.offers.of(offer);
		JsonObject preview = Documents.object("path", offer.effectivePath(), "pathProblem", problem(outlook.claim()),
				"agentProblem", outlook.agentProblem());
		switch (outlook.terms()) {
			case Terms.Payable(var accepts, var prices, var routes) -> {
				preview.add("accepts", Documents.of(accepts));
				preview.add("prices", Documents.of(prices));
				preview.add("routes", Documents.of(routes));
			}
			case Terms.Refused(String message) -> preview.addProperty("paymentProblem", message);
		}
		return preview;
	}

	private static @Nullable String problem(PathClaim claim) {
		return switch (claim) {
			case PathClaim.Granted() -> null;
			case PathClaim.Reserved(String root) -> "the path is reserved (" + root + ")";
			case PathClaim.Taken(String namespace, String name) ->
				"the path belongs to the older offer " + namespace + "/" + name;
		};
	}

}
