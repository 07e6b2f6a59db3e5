package org.obol.x402.extension;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.x402.Network;

/**
 * The extension {@code sign-in-with-x}: what a seller asks a buyer's wallet to sign,
 * which the wallet shows as a text (EIP-4361). A sign-in moves no money.
 *
 * @param domain who asks: host, and port unless it is the scheme's own
 * @param statement a sentence for the one who signs; absent for none
 * @param uri the resource that is asked for
 * @param version 1
 * @param network the chain on which the wallet is known
 * @param nonce letters and digits that are good once
 * @param issuedAt when the seller asked (RFC 3339)
 * @param expirationTime until when it may be used (RFC 3339); absent for no end
 * @param notBefore from when on it may be used (RFC 3339); absent for at once
 * @param requestId anything; absent for nothing
 * @param resources what the wallet's owner is told about
 */
public record SignIn(String domain, @Nullable String statement, String uri, String version, Network network,
		String nonce, String issuedAt, @Nullable String expirationTime, @Nullable String notBefore,
		@Nullable String requestId, List<String> resources) {

	/** The extension's key, which is also the name of the request header. */
	public static final String KEY = "sign-in-with-x";

	/** The version of the text. */
	public static final String VERSION = "1";

	public SignIn {
		resources = List.copyOf(resources);
	}

	/**
	 * What a seller asks for.
	 * @param networks the chains whose wallets may sign; each of EIP-155
	 * @return what the 402 declares
	 */
	public Map<String, Object> declaration(List<Network> networks) {
		Map<String, Object> info = JsonSchemas.members("domain", this.domain, "uri", this.uri, "version", this.version,
				"nonce", this.nonce, "issuedAt", this.issuedAt, "resources", this.resources);
		if (this.statement != null) {
			info.put("statement", this.statement);
		}
		if (this.expirationTime != null) {
			info.put("expirationTime", this.expirationTime);
		}
		List<Map<String, Object>> chains = networks.stream()
			.map((each) -> JsonSchemas.members("chainId", each.caip2(), "type", "eip191"))
			.toList();
		Map<String, Object> text = JsonSchemas.text();
		Map<String, Object> schema = JsonSchemas.ofInfo(
				JsonSchemas.members("domain", text, "address", text, "uri", text, "version", text, "chainId", text,
						"type", text, "nonce", text, "issuedAt", text, "signature", text),
				"domain", "address", "uri", "version", "chainId", "type", "nonce", "issuedAt", "signature");
		return JsonSchemas.members("info", info, "supportedChains", chains, "schema", schema);
	}

	/**
	 * The text that the wallet shows and signs.
	 * @param address the wallet, spelled as its owner spelled it
	 * @return the text of EIP-4361
	 */
	public String text(String address) {
		StringBuilder text = new StringBuilder(this.domain)
			.append(" wants you to sign in with your Ethereum account:\n")
			.append(address)
			.append("\n\n");
		if (this.statement != null) {
			text.append(this.statement).append('\n');
		}
		text.append("\nURI: ").append(this.uri);
		line(text, "Version", this.version);
		line(text, "Chain ID", String.valueOf(this.network.chainId()));
		line(text, "Nonce", this.nonce);
		line(text, "Issued At", this.issuedAt);
		line(text, "Expiration Time", this.expirationTime);
		line(text, "Not Before", this.notBefore);
		line(text, "Request ID", this.requestId);
		if (!this.resources.isEmpty()) {
			text.append("\nResources:");
			this.resources.forEach((resource) -> text.append("\n- ").append(resource));
		}
		return text.toString();
	}

	private static void line(StringBuilder text, String name, @Nullable String value) {
		if (value != null) {
			text.append('\n').append(name).append(": ").append(value);
		}
	}

	/**
	 * A sign-in as a buyer sends it back.
	 *
	 * @param message what was signed, as the buyer says
	 * @param address the wallet, as the buyer spells it
	 * @param signature 0x and hex, of any length: smart wallets have forms of their own
	 */
	public record Signed(SignIn message, String address, String signature) {

	}

}
