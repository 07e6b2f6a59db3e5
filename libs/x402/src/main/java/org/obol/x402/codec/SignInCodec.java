package org.obol.x402.codec;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.obol.x402.Network;
import org.obol.x402.ResourceInfo;
import org.obol.x402.X402Version;
import org.obol.x402.extension.SignIn;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of {@code sign-in-with-x}: the 402 that asks for a signature and no money,
 * and the header that answers it.
 */
public final class SignInCodec {

	/** The request header that a signed sign-in comes in. */
	public static final String HEADER = "SIGN-IN-WITH-X";

	private static final int MAX_LENGTH = 8 * 1024;

	private static final int MAX_RESOURCES = 8;

	/** A line break inside a field would be another field of the signed text. */
	private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]{1,2048}");

	private static final Pattern NONCE = Pattern.compile("[a-zA-Z0-9]{8,128}");

	private SignInCodec() {
	}

	/**
	 * The value of {@code PAYMENT-REQUIRED} for a resource that costs a signature.
	 * @param error one sentence for people
	 * @param resource what is asked for
	 * @param extensions what is declared, with {@link SignIn#KEY} among it
	 * @return base64
	 */
	public static String encodeHeader(String error, ResourceInfo resource, Map<String, Object> extensions) {
		return Wire.header(object(error, resource, extensions));
	}

	/**
	 * The same as JSON.
	 * @param error one sentence for people
	 * @param resource what is asked for
	 * @param extensions what is declared, with {@link SignIn#KEY} among it
	 * @return JSON in UTF-8
	 */
	public static byte[] encodeBody(String error, ResourceInfo resource, Map<String, Object> extensions) {
		return Wire.bytes(object(error, resource, extensions));
	}

	/**
	 * Reads the value of {@value #HEADER}.
	 * @param header base64
	 * @return the sign-in, well-formed but not verified
	 * @throws MalformedMessageException when it isn't one
	 */
	public static SignIn.Signed decodeHeader(String header) {
		Fields fields = Wire.fromHeader(header, MAX_LENGTH);
		var resources = fields.texts("resources");
		if (resources.size() > MAX_RESOURCES) {
			throw fields.bad("resources", "at most " + MAX_RESOURCES + " addresses");
		}
		resources.forEach((resource) -> line(fields, "resources", resource));
		SignIn message = new SignIn(line(fields, "domain"), optionalLine(fields, "statement"), line(fields, "uri"),
				line(fields, "version"), fields.parsed("chainId", SignInCodec::evm, "a chain such as eip155:84532"),
				nonce(fields), line(fields, "issuedAt"), optionalLine(fields, "expirationTime"),
				optionalLine(fields, "notBefore"), optionalLine(fields, "requestId"), resources);
		if (!"eip191".equals(fields.text("type"))) {
			throw fields.bad("type", "eip191");
		}
		return new SignIn.Signed(message, fields.address("address"), fields.hex("signature"));
	}

	/**
	 * The header value for a signed sign-in.
	 * @param signed the sign-in
	 * @return base64, for {@value #HEADER}
	 */
	public static String encodeHeader(SignIn.Signed signed) {
		SignIn message = signed.message();
		ObjectNode object = Wire.newObject();
		object.put("domain", message.domain());
		object.put("address", signed.address());
		Requirements.putIfPresent(object, "statement", message.statement());
		object.put("uri", message.uri());
		object.put("version", message.version());
		object.put("chainId", message.network().caip2());
		object.put("type", "eip191");
		object.put("nonce", message.nonce());
		object.put("issuedAt", message.issuedAt());
		Requirements.putIfPresent(object, "expirationTime", message.expirationTime());
		Requirements.putIfPresent(object, "notBefore", message.notBefore());
		Requirements.putIfPresent(object, "requestId", message.requestId());
		object.set("resources", Wire.tree(message.resources()));
		object.put("signature", signed.signature());
		return Wire.header(object);
	}

	private static ObjectNode object(String error, ResourceInfo resource, Map<String, Object> extensions) {
		ObjectNode object = Wire.newObject();
		object.put("x402Version", X402Version.V2.number());
		object.put("error", error);
		object.set("resource", Requirements.resource(resource));
		// No way to pay: that is how the official clients tell such a 402 from the
		// others.
		object.putArray("accepts");
		object.set("extensions", Wire.tree(extensions));
		return object;
	}

	private static Network evm(String caip2) {
		Network network = new Network(caip2);
		if (!network.isEvm() || network.chainId() <= 0) {
			throw new IllegalArgumentException("not an EVM chain");
		}
		return network;
	}

	private static String nonce(Fields fields) {
		String nonce = fields.text("nonce");
		if (!NONCE.matcher(nonce).matches()) {
			throw fields.bad("nonce", "8 to 128 letters and digits");
		}
		return nonce;
	}

	private static @Nullable String optionalLine(Fields fields, String name) {
		return fields.has(name) ? line(fields, name) : null;
	}

	private static String line(Fields fields, String name) {
		return line(fields, name, fields.text(name));
	}

	private static String line(Fields fields, String name, String text) {
		if (!ONE_LINE.matcher(text).matches()) {
			throw fields.bad(name, "one line of text");
		}
		return text;
	}

}
