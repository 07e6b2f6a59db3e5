package org.obol.storefront.discovery;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.Operation;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /discovery/resources}: the list of x402's bazaar, in the shape facilitators
 * serve it.
 */
final class ResourceList {

	private static final int LARGEST_PAGE = 100;

	private static final int USUAL_PAGE = 20;

	private ResourceList() {
	}

	static ObjectNode of(Catalogue catalogue, Query query) {
		List<ObjectNode> all = catalogue.entries()
			.stream()
			.flatMap((entry) -> entry.operations()
				.stream()
				.filter(query::matches)
				.map((operation) -> item(catalogue, entry, operation)))
			.toList();
		List<ObjectNode> page = all.stream().skip(query.offset()).limit(query.limit()).toList();
		return Nodes.object("x402Version", 2, "items", Nodes.array(page), "pagination",
				Nodes.object("limit", query.limit(), "offset", query.offset(), "total", all.size()));
	}

	private static ObjectNode item(Catalogue catalogue, Entry entry, Operation operation) {
		return Nodes.object("resource", catalogue.publicUrl() + operation.path(), "type", "http", "x402Version", 2,
				"accepts", PaymentNodes.accepts(operation), "lastUpdated", entry.shelf().liveSince(), "metadata",
				Nodes.object("name", entry.name(), "description", entry.description(), "summary", operation.summary(),
						"method", operation.method(), "offerType", entry.type(), "skills", entry.skills()));
	}

	/**
	 * Which part of the list is wanted.
	 *
	 * @param limit how many at most, 1 to 100
	 * @param offset how many to leave out
	 * @param wanted which ways to pay; a call with one of them is listed
	 * @param type only {@code http} is served
	 */
	record Query(int limit, int offset, Predicate<Accepts> wanted, @Nullable String type) {

		/** Bad numbers are taken for the nearest good ones, as facilitators do. */
		static Query of(@Nullable Integer limit, @Nullable Integer offset, @Nullable String type,
				Predicate<Accepts> wanted) {
			int size = Math.clamp((limit != null) ? limit : USUAL_PAGE, 1, LARGEST_PAGE);
			return new Query(size, Math.max((offset != null) ? offset : 0, 0), wanted, type);
		}

		static Predicate<Accepts> paying(@Nullable String payTo, @Nullable String scheme, @Nullable String network) {
			return (terms) -> (payTo == null || terms.payTo().equalsIgnoreCase(payTo))
					&& (scheme == null || terms.scheme().equals(scheme))
					&& (network == null || terms.network().equals(network.toLowerCase(Locale.ROOT)));
		}

		/** A free call is never listed: nobody settles it. */
		boolean matches(Operation operation) {
			return (this.type == null || "http".equals(this.type))
					&& operation.payments().stream().anyMatch((option) -> this.wanted.test(option.terms()));
		}

	}

}
