package org.obol.shell.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;

/**
 * Finds the password of a wallet. A password is never an argument: everybody on the
 * machine could read it.
 */
final class Passwords {

	static final OptionSpec FILE = OptionSpec
		.valued("password-file", "FILE", "file with the wallet's password on its first line")
		.otherwise("OBOL_WALLET_PASSWORD, else a question");

	private static final String VARIABLE = "OBOL_WALLET_PASSWORD";

	private static final int LEAST = 8;

	private static final int RANDOM_BYTES = 32;

	private Passwords() {
	}

	/** The password of a wallet that is there. */
	static Password of(String wallet, Invocation invocation, Place place, WalletStore store) {
		Optional<String> given = given(invocation, place);
		if (given.isPresent()) {
			return new Password(given.get(), false);
		}
		Path generated = store.passwordFile(wallet);
		if (Files.isRegularFile(generated)) {
			return new Password(firstLine("--password-file", generated), true);
		}
		if (invocation.dialogue().canAsk()) {
			return new Password(invocation.dialogue().secret("Password of wallet '" + wallet + "'"), false);
		}
		throw new RefusedException("Wallet '" + wallet + "' needs its password: --password-file FILE or " + VARIABLE);
	}

	/** The password of a keystore that is in no store of ours. */
	static Password ofFile(String keystore, Invocation invocation, Place place) {
		return new Password(given(invocation, place).orElseGet(() -> {
			if (invocation.dialogue().canAsk()) {
				return invocation.dialogue().secret("Password of '" + keystore + "'");
			}
			throw new RefusedException(
					"The keystore '" + keystore + "' needs its password: --password-file FILE or " + VARIABLE);
		}), false);
	}

	/** The password of a new wallet. */
	static Password forNew(String wallet, Invocation invocation, Place place, SecureRandom random) {
		Optional<String> given = given(invocation, place);
		if (given.isPresent()) {
			return typed(given.get());
		}
		if (invocation.dialogue().canAsk() && !invocation.flag("yes")) {
			String first = invocation.dialogue()
				.secret("Password for wallet '" + wallet + "' (Enter alone generates one)");
			if (!first.isEmpty()) {
				if (!first.equals(invocation.dialogue().secret("The same again"))) {
					throw new RefusedException("The two passwords differ; nothing was made");
				}
				return typed(first);
			}
		}
		byte[] bytes = new byte[RANDOM_BYTES];
		random.nextBytes(bytes);
		return new Password(HexFormat.of().formatHex(bytes), true);
	}

	private static Password typed(String password) {
		if (password.length() < LEAST) {
			throw new UsageException("The password is too short; use at least " + LEAST + " characters");
		}
		return new Password(password, false);
	}

	private static Optional<String> given(Invocation invocation, Place place) {
		return invocation.option(FILE.name())
			.map((file) -> firstLine("--password-file", Path.of(file)))
			.or(() -> place.variable(VARIABLE));
	}

	static String firstLine(String option, Path file) {
		try {
			return Files.readString(file)
				.lines()
				.findFirst()
				.filter((line) -> !line.isEmpty())
				.orElseThrow(
						() -> new UsageException(option + ": '" + file + "' is empty; its first line is what counts"));
		}
		catch (IOException ex) {
			throw new RefusedException(option + ": '" + file + "' can't be read", ex);
		}
	}

}
