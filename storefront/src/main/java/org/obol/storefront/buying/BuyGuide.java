package org.obol.storefront.buying;

import org.obol.storefront.catalogue.Entry;

/**
 * How to buy one entry. Made of names, paths and numbers only: a seller's description
 * never gets into a command.
 *
 * @param call the shape of a call
 * @param shell the command of the console {@code obol}
 * @param probe a curl command that shows the 402
 * @param code a program with the official x402 client for npm
 * @param prompt what to tell another AI agent
 */
public record BuyGuide(Call call, String shell, String probe, String code, String prompt) {

	/**
	 * The shape of a call.
	 *
	 * @param method the HTTP method
	 * @param path below the endpoint
	 * @param bodyKind {@code openai-chat}, {@code none}, {@code json} or
	 * {@code multipart}
	 * @param streaming whether the answer can be a stream
	 */
	public record Call(String method, String path, String bodyKind, boolean streaming) {

	}

	/**
	 * Writes the texts for an entry.
	 * @param entry what is bought
	 * @param publicUrl where buyers reach the gateway
	 * @return the texts
	 */
	public static BuyGuide of(Entry entry, String publicUrl) {
		return new BuyGuide(call(entry), shell(entry), probe(entry), BuyProgram.of(entry), prompt(entry, publicUrl));
	}

	private static Call call(Entry entry) {
		if (entry.isChat()) {
			return new Call("POST", "/v1/chat/completions", "openai-chat", true);
		}
		return new Call(entry.callMethod(), entry.callPath(), bodyKind(entry), false);
	}

	private static String bodyKind(Entry entry) {
		return switch (entry.callMethod()) {
			case "POST", "PUT", "PATCH" -> "http".equals(entry.type()) ? "json" : "multipart";
			default -> "none";
		};
	}

	private static String shell(Entry entry) {
		if (entry.isChat()) {
			return "obol buy agent " + entry.endpoint() + " --message \"What can you do?\"";
		}
		return "obol buy http " + entry.callUrl()
				+ ("GET".equals(entry.callMethod()) ? "" : " --method " + entry.callMethod());
	}

	private static String probe(Entry entry) {
		if (entry.isChat()) {
			return "curl -i -X POST " + entry.callUrl() + " \\\n  -H 'Content-Type: application/json' -d '{}'";
		}
		return "curl -i" + ("GET".equals(entry.callMethod()) ? " " : " -X " + entry.callMethod() + " ")
				+ entry.callUrl();
	}

	private static String prompt(Entry entry, String publicUrl) {
		return "Read " + publicUrl + "/skill.md, then use the paid service \"" + entry.name() + "\" at "
				+ (entry.isChat() ? entry.endpoint() : entry.callUrl()) + ". A call costs " + entry.payment().text()
				+ " on " + entry.payment().network() + ". Ask me before you pay more than that.";
	}

}
