package org.obol.signer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the signer runs. The names of the variables are those of the reference's signer.
 *
 * @param host address to listen on, {@code SIGNER__SERVER__HOST}
 * @param port port to listen on, {@code SIGNER__SERVER__PORT}
 * @param keystores folder of V3 keystores, {@code SIGNER__KEYSTORE__DIR}
 * @param password opens each of them, {@code SIGNER__KEYSTORE__PASSWORD}
 * @param token what callers must send, {@code SIGNER__AUTH__TOKEN}; null lets everybody
 * sign
 * @param rawHashes whether 32 bytes of unknown meaning are signed,
 * {@code SIGNER__SIGN__RAW_HASHES}
 */
record SignerSettings(String host, int port, Path keystores, String password, @Nullable String token,
		boolean rawHashes) {

	static SignerSettings from(Map<String, String> environment) {
		Path keystores = Path.of(environment.getOrDefault("SIGNER__KEYSTORE__DIR", "/data/keystores"));
		if (!Files.isDirectory(keystores)) {
			throw new IllegalArgumentException("SIGNER__KEYSTORE__DIR " + keystores + " is not a folder");
		}
		String password = environment.getOrDefault("SIGNER__KEYSTORE__PASSWORD", "");
		if (password.isEmpty()) {
			throw new IllegalArgumentException("SIGNER__KEYSTORE__PASSWORD is missing");
		}
		String token = environment.get("SIGNER__AUTH__TOKEN");
		// On a laptop a pod is a process of the machine, which nobody else may reach.
		boolean local = Boolean.parseBoolean(environment.get("OBOL_LOCAL"));
		return new SignerSettings(local ? "127.0.0.1" : environment.getOrDefault("SIGNER__SERVER__HOST", "0.0.0.0"),
				port(environment.getOrDefault("SIGNER__SERVER__PORT", "9000")), keystores, password,
				(token == null || token.isEmpty()) ? null : token,
				Boolean.parseBoolean(environment.get("SIGNER__SIGN__RAW_HASHES")));
	}

	private static int port(String text) {
		if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
			throw new IllegalArgumentException("SIGNER__SERVER__PORT " + text + " is not a port, 0 to 65535");
		}
		return Integer.parseInt(text);
	}

	/** Without the password and the token. */
	@Override
	public String toString() {
		return "SignerSettings[" + this.host + ":" + this.port + ", " + this.keystores + "]";
	}

}
