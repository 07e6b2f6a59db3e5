package org.obol.storefront.page;

import org.obol.storefront.buying.BuyGuide;
import org.obol.storefront.catalogue.Entry;

/**
 * One entry as the page shows it.
 *
 * @param entry what is sold
 * @param guide how to buy it
 */
public record Card(Entry entry, BuyGuide guide) {

	/**
	 * What the badge says.
	 * @return the type, as people write it
	 */
	public String typeLabel() {
		return switch (this.entry.type()) {
			case "agent" -> "AI agent";
			case "inference" -> "Model";
			case "fine-tuning" -> "Fine-tuning";
			default -> "HTTP API";
		};
	}

}
