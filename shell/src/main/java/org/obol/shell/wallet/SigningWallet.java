package org.obol.shell.wallet;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.obol.shell.chain.Chain;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.place.Place;

/**
 * A wallet that signs transactions: one of this laptop, or one whose key only a remote
 * signer has. It is opened when the first one is to be signed.
 */
public final class SigningWallet {

	private static final String VARIABLE = "OBOL_SIGNER_TOKEN";

	private static final OptionSpec NAME = OptionSpec.valued("signer", "NAME", "which wallet signs")
		.otherwise("the default wallet");

	private static final OptionSpec REMOTE = OptionSpec.valued("remote-signer", "URL",
			"a signer that has the key instead");

	private static final OptionSpec TOKEN_FILE = OptionSpec
		.valued("signer-token-file", "FILE", "file with that signer's token on its first line")
		.otherwise(VARIABLE);

	private final String name;

	private final String address;

	private final Supplier<TransactionKey> key;

	private SigningWallet(String name, String address, Supplier<TransactionKey> key) {
		this.name = name;
		this.address = address;
		this.key = key;
	}

	/**
	 * Adds what says which wallet signs.
	 * @param command a command that signs transactions
	 * @return the same with more options
	 */
	public static CommandSpec chosenBy(CommandSpec command) {
		return command.with(NAME, Passwords.FILE, REMOTE, TOKEN_FILE);
	}

	/**
	 * The wallet that is meant.
	 * @param invocation what was typed
	 * @param place where things are
	 * @return the wallet
	 */
	public static SigningWallet of(Invocation invocation, Place place) {
		Optional<String> remote = invocation.option(REMOTE.name());
		if (remote.isPresent()) {
			if (invocation.option(NAME.name()).isPresent()) {
				throw new UsageException("--signer and --remote-signer contradict each other; give one of them");
			}
			URI url = Invocation.url("--remote-signer", remote.get());
			String token = invocation.option(TOKEN_FILE.name())
				.map((file) -> Passwords.firstLine("--signer-token-file", Path.of(file)))
				.or(() -> place.variable(VARIABLE))
				.orElse("");
			RemoteKey key = RemoteKey.at(url, token);
			return new SigningWallet(url.toString(), key.address(), () -> key);
		}
		WalletStore store = new WalletStore(place.dataDirectory());
		WalletStore.StoredWallet wallet = store.require(invocation.option(NAME.name()));
		return new SigningWallet(wallet.name(), wallet.address(), () -> {
			Password password = Passwords.of(wallet.name(), invocation, place, store);
			return TransactionKey.of(Keystore.credentials(store.keystore(wallet.name()), wallet.name(), password));
		});
	}

	/**
	 * How people call it.
	 * @return its name, or its signer's URL
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Whose transactions it signs.
	 * @return checksummed
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Opens it for a chain.
	 * @param chain where the transactions go
	 * @return the sender
	 */
	public Sender sender(Chain chain) {
		return new Sender(this.key.get(), chain);
	}

}
