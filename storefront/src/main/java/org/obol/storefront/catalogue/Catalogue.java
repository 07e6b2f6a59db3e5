package org.obol.storefront.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.Map;
import org.obol.storefront.catalogue.CatalogueProperties.Profile;

/**
 * Everything that is for sale at one moment, in the order it is shown: heavier first,
 * then by name.
 *
 * @param profile who sells
 * @param publicUrl where buyers reach the gateway, without a trailing slash
 * @param entries what is sold
 * @param registered what is, or is to be, in the ERC-8004 registry; its owner first
 */
public record Catalogue(Profile profile, String publicUrl, List<Entry> entries, List<Registered> registered) {

	private static final Comparator<Entry> ORDER = Comparator.comparingInt((Entry entry) -> -entry.shelf().weight())
		.thenComparing(Entry::name)
		.thenComparing(Entry::namespace);

	public Catalogue {
		entries = entries.stream().sorted(ORDER).toList();
		registered = registered.stream().sorted(Registered.SENIORITY).toList();
	}

	/**
	 * Counts entries by type.
	 * @return types in alphabetical order
	 */
	public Map<String, Long> countByType() {
		return this.entries.stream().collect(Collectors.groupingBy(Entry::type, TreeMap::new, Collectors.counting()));
	}

	/**
	 * The chains one can pay on.
	 * @return names, each once
	 */
	public List<String> networks() {
		return distinct(PaymentOption::network);
	}

	/**
	 * The tokens one can pay with.
	 * @return symbols, each once
	 */
	public List<String> symbols() {
		return distinct((option) -> option.price().symbol());
	}

	private List<String> distinct(Function<PaymentOption, String> text) {
		return this.entries.stream()
			.flatMap((entry) -> entry.payments().stream())
			.map(text)
			.distinct()
			.sorted()
			.toList();
	}

}
