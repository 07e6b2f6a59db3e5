package org.obol.storefront.machine;

/**
 * Puts a stranger's words into Markdown as words: no line, link, table or code of their
 * own.
 */
final class Markdown {

	private Markdown() {
	}

	static String text(String text) {
		return text.replaceAll("\\s+", " ").strip().replaceAll("([\\\\`*_{}\\[\\]<>#|~!])", "\\\\$1");
	}

}
