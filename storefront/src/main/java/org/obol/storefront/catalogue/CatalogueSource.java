package org.obol.storefront.catalogue;

import java.util.List;

/** Gives the catalogue as it is now. */
@FunctionalInterface
public interface CatalogueSource {

	/**
	 * The catalogue as it is now.
	 * @return an immutable snapshot
	 */
	Catalogue current();

	/**
	 * Registrations of offers that are gone.
	 * @return the newest first
	 */
	default List<Tombstone> tombstones() {
		return List.of();
	}

}
