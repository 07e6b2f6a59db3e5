package org.obol.storefront.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The page's style sheet and script. They are part of the page itself: the gateway
 * forwards no path for them, and a content security policy allows exactly these bytes.
 */
@Component
public final class Assets {

	private final String style = read("catalogue.css");

	private final String script = read("catalogue.js");

	/**
	 * The style sheet.
	 * @return CSS
	 */
	public String style() {
		return this.style;
	}

	/**
	 * The script; the page works without it.
	 * @return JavaScript
	 */
	public String script() {
		return this.script;
	}

	/**
	 * The policy under which only this page's own style and script run.
	 * @return the value of {@code Content-Security-Policy}
	 */
	public String contentSecurityPolicy() {
		return "default-src 'none'; style-src " + hash(this.style) + "; script-src " + hash(this.script)
				+ "; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
	}

	private static String hash(String content) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	private static String read(String name) {
		try (InputStream in = Assets.class.getResourceAsStream("/page/" + name)) {
			if (in == null) {
				throw new IllegalStateException("No " + name + " on the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
