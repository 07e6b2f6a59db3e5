package org.obol.shell.wallet;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.obol.api.AgentWallet;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;
import org.obol.x402.evm.EvmAccount;

/**
 * A key that becomes an agent's own wallet. It is locked anew with a random password: the
 * agent's signer is small, and the password it was under stays with its owner.
 */
public final class ImportedKey {

	/** The file with the key. */
	public static final OptionSpec FILE = OptionSpec.valued("import-wallet", "FILE",
			"give it the wallet of this key: a V3 keystore, or a file with 64 hex digits");

	/** Where the keystore's password is. */
	public static final OptionSpec PASSWORD_FILE = Passwords.FILE;

	private static final int SECRET_BYTES = 32;

	private static final String RAW = "(0x)?[0-9a-fA-F]{64}";

	private final String address;

	private final String document;

	private final String password;

	private final String token;

	private ImportedKey(String privateKey, SecureRandom random) {
		Password generated = new Password(random(random), true);
		this.address = EvmAccount.ofPrivateKey(privateKey).address();
		this.document = Keystore.encrypt(privateKey, generated);
		this.password = generated.value();
		this.token = random(random);
	}

	/**
	 * Reads and locks a key.
	 * @param file what was given
	 * @param invocation who asks; a keystore needs its password
	 * @param place where things are
	 * @param random where the new password comes from
	 * @return the key, locked
	 * @throws UsageException if the file has no key; what it has is not repeated
	 */
	public static ImportedKey read(String file, Invocation invocation, Place place, SecureRandom random) {
		String content = content(Path.of(file));
		boolean isKeystore = content.startsWith("{");
		if (!isKeystore && !content.matches(RAW)) {
			throw noKey(file);
		}
		String key = isKeystore ? Keystore.decrypt(content, file, Passwords.ofFile(file, invocation, place)) : content;
		try {
			return new ImportedKey(key, random);
		}
		catch (IllegalArgumentException ex) {
			throw noKey(file);
		}
	}

	/**
	 * The address of the key.
	 * @return EIP-55
	 */
	public String address() {
		return this.address;
	}

	/**
	 * The Secret from which an agent's signer takes its key.
	 * @param agent the Agent
	 * @return the Secret
	 */
	public JsonObject secret(ObjectKey agent) {
		JsonObject secret = Documents.manifest(ResourceType.SECRET,
				new ObjectKey(agent.namespace(), AgentWallet.SECRET), AgentWallet.labels(agent.name()));
		secret.getAsJsonObject("metadata")
			.add("annotations", Documents.object(AgentWallet.ADDRESS_ANNOTATION, this.address));
		secret.addProperty("type", "Opaque");
		secret.add("stringData", Documents.object(AgentWallet.DOCUMENT, this.document, AgentWallet.PASSWORD,
				this.password, AgentWallet.TOKEN, this.token));
		return secret;
	}

	private static String content(Path file) {
		try {
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new RefusedException("--import-wallet: '" + file + "' can't be read", ex);
		}
	}

	private static String random(SecureRandom random) {
		byte[] bytes = new byte[SECRET_BYTES];
		random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private static UsageException noKey(String file) {
		return new UsageException(
				"--import-wallet: '" + file + "' has no key; it must be a V3 keystore or one line of 64 hex digits");
	}

	/** Without anything secret. */
	@Override
	public String toString() {
		return "ImportedKey[" + this.address + "]";
	}

}
