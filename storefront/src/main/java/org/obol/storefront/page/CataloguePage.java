package org.obol.storefront.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.storefront.buying.BuyGuide;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;

/**
 * What the catalogue page shows.
 *
 * @param catalogue everything for sale
 * @param cards what matches the filter
 * @param type the chosen type, empty for all
 * @param query the searched words, empty for none
 */
public record CataloguePage(Catalogue catalogue, List<Card> cards, String type, String query) {

	private static final int LONGEST_QUERY = 80;

	static CataloguePage of(Catalogue catalogue, @Nullable String type, @Nullable String query) {
		String wanted = (type != null && catalogue.countByType().containsKey(type)) ? type : "";
		String words = (query != null) ? query.strip() : "";
		String shown = words.substring(0, Math.min(words.length(), LONGEST_QUERY));
		List<Card> cards = catalogue.entries()
			.stream()
			.filter((entry) -> wanted.isEmpty() || entry.type().equals(wanted))
			.filter((entry) -> entry.mentions(shown.toLowerCase(Locale.ROOT)))
			.map((entry) -> card(entry, catalogue))
			.toList();
		return new CataloguePage(catalogue, cards, wanted, shown);
	}

	private static Card card(Entry entry, Catalogue catalogue) {
		return new Card(entry, BuyGuide.of(entry, catalogue.publicUrl()));
	}

	/**
	 * The types one can filter by.
	 * @return how many entries each has
	 */
	public Map<String, Long> types() {
		return this.catalogue.countByType();
	}

	/**
	 * Tells whether anything is filtered out.
	 * @return true with a chosen type or searched words
	 */
	public boolean isFiltered() {
		return !this.type.isEmpty() || !this.query.isEmpty();
	}

}
