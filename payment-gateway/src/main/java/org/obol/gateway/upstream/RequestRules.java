package org.obol.gateway.upstream;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/** Makes the request that a service gets out of the one that a buyer sent. */
@Component
public class RequestRules {

	private static final String PRICE = "settlement-overrides";

	private static final String UNESCAPED = "\"<>\\^`{|}";

	private final ChatRequests chats;

	RequestRules(ChatRequests chats) {
		this.chats = chats;
	}

	/**
	 * Prepares a request. Touches nothing outside.
	 * @param route where it goes
	 * @param buyer what the buyer sent
	 * @return the verdict
	 */
	public PreparedRequest prepare(Route route, BuyerRequest buyer) {
		if (buyer.body().length > route.limits().maxRequestBytes()) {
			return new PreparedRequest.Refused(413, "request_too_large",
					"The body may have " + route.limits().maxRequestBytes() + " bytes.");
		}
		if (route.runtime().isChat()) {
			return this.chats.prepare(route, buyer);
		}
		Map<String, List<String>> headers = RequestHeaders.sentOn(buyer.headers());
		return target(route, buyer)
			.<PreparedRequest>map((url) -> new PreparedRequest.Ready(
					new UpstreamRequest(buyer.method(), url, headers, buyer.body()), false))
			.orElseGet(() -> new PreparedRequest.Refused(400, "bad_query", "The query is not one that can be read."));
	}

	private static Optional<URI> target(Route route, BuyerRequest buyer) {
		String path = buyer.rest().isEmpty() ? "/" : buyer.rest();
		String query = buyer.query().isEmpty() ? "" : "?" + escaped(buyer.query());
		try {
			return Optional.of(URI.create(route.upstream() + path + query));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** What browsers send as it is in a query, and a URI does not have. */
	private static String escaped(String query) {
		StringBuilder escaped = new StringBuilder(query.length());
		for (char next : query.toCharArray()) {
			// A byte is a character here, of whatever text it is a part.
			if (UNESCAPED.indexOf(next) >= 0 || (next > 0x7f && next <= 0xff)) {
				escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) next));
			}
			else {
				escaped.append(next);
			}
		}
		return escaped.toString();
	}

	/**
	 * The headers of an answer that a buyer sees.
	 * @param route where it came from
	 * @param answer the answer
	 * @return values by lower-case name
	 */
	public Map<String, List<String>> shown(Route route, UpstreamAnswer answer) {
		if (route.runtime().isChat()) {
			return Map.of("content-type", List.of(answer.mediaType()));
		}
		return AnswerHeaders.shown(route, answer.headers());
	}

	/**
	 * What a service says that its answer costs, for payments whose amount is a maximum.
	 * Buyers never see it, and never get it through.
	 * @param route where the answer came from
	 * @param answer the answer
	 * @return the header's value; empty for chats, which are charged by their tokens
	 */
	public Optional<String> price(Route route, UpstreamAnswer answer) {
		return route.runtime().isChat() ? Optional.empty()
				: answer.headers().getOrDefault(PRICE, List.of()).stream().findFirst();
	}

}
