package org.obol.storefront.catalogue;

/** Gives the catalogue as it is now. */
@FunctionalInterface
public interface CatalogueSource {

	/**
	 * The catalogue as it is now.
	 * @return an immutable snapshot
	 */
	Catalogue current();

}
