package org.obol.storefront.machine;

import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;

/** {@code /llms.txt}: the short index that language models look for. */
final class LlmsDocument {

	private LlmsDocument() {
	}

	static String of(Catalogue catalogue) {
		StringBuilder text = new StringBuilder();
		text.append("# ").append(Markdown.text(catalogue.profile().displayName())).append("\n\n> ");
		text.append(Markdown.text(catalogue.profile().tagline()));
		text.append(" Paid with x402: a call without payment answers 402 with the price.\n\n## Documents\n\n");
		link(text, "How to buy, and every service in detail", catalogue.publicUrl() + "/skill.md");
		link(text, "The catalogue as JSON", catalogue.publicUrl() + "/api/services.json");
		link(text, "Every call, as OpenAPI 3.1", catalogue.publicUrl() + "/openapi.json");
		text.append("\n## Services\n\n");
		for (Entry entry : catalogue.entries()) {
			text.append("- [")
				.append(entry.name())
				.append("](")
				.append(entry.endpoint())
				.append("): ")
				.append(entry.type())
				.append(", ")
				.append(entry.payment().text())
				.append(" on ")
				.append(entry.payment().network())
				.append(". ")
				.append(Markdown.text(entry.description()))
				.append('\n');
		}
		return text.toString();
	}

	private static void link(StringBuilder text, String title, String url) {
		text.append("- [").append(title).append("](").append(url).append(")\n");
	}

}
