package org.obol.x402.extension;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.obol.x402.evm.EvmAccount;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs JSON so that verifiers need no EVM: ES256K, with the public key itself as key id
 * ({@code did:key}), so that nobody has to be asked for it (RFC 7515, RFC 8812).
 */
final class CompactJws {

	/** Multicodec of a compressed secp256k1 key. */
	private static final byte[] CODEC = { (byte) 0xe7, 0x01 };

	private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

	/** r and s in hex, behind 0x and without v. */
	private static final int SIGNATURE_END = 2 + 128;

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final EvmAccount account;

	private final String header;

	CompactJws(EvmAccount account) {
		this.account = account;
		this.header = part(Map.of("alg", "ES256K", "kid", keyId(account.compressedPublicKey())));
	}

	/** Signs the members of one flat object, in the order of their names. */
	String sign(Map<String, Object> payload) {
		String signed = this.header + "." + part(payload);
		String signature = this.account.sign(sha256(signed));
		return signed + "." + BASE64.encodeToString(HexFormat.of().parseHex(signature, 2, SIGNATURE_END));
	}

	static String keyId(byte[] compressed) {
		byte[] bytes = new byte[CODEC.length + compressed.length];
		System.arraycopy(CODEC, 0, bytes, 0, CODEC.length);
		System.arraycopy(compressed, 0, bytes, CODEC.length, compressed.length);
		String key = "z" + base58(bytes);
		return "did:key:" + key + "#" + key;
	}

	/** The first byte is never 0, so there are no leading zeros to keep. */
	private static String base58(byte[] bytes) {
		BigInteger base = BigInteger.valueOf(BASE58.length());
		StringBuilder text = new StringBuilder();
		for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(base)) {
			text.append(BASE58.charAt(rest.mod(base).intValue()));
		}
		return text.reverse().toString();
	}

	private static String part(Map<String, Object> members) {
		return BASE64.encodeToString(JSON.writeValueAsBytes(new TreeMap<>(members)));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
