package org.obol.gateway.ledger;

/**
 * Names the ServiceOffer that a payment is for.
 *
 * @param namespace the offer's namespace
 * @param name the offer's name
 */
public record OfferName(String namespace, String name) implements Comparable<OfferName> {

	@Override
	public int compareTo(OfferName other) {
		int byNamespace = this.namespace.compareTo(other.namespace);
		return (byNamespace != 0) ? byNamespace : this.name.compareTo(other.name);
	}

	@Override
	public String toString() {
		return this.namespace + "/" + this.name;
	}

}
