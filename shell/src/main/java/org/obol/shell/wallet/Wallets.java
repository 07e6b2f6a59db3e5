package org.obol.shell.wallet;

import java.util.Optional;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.place.Place;
import org.obol.x402.evm.EvmAccount;

/** Opens a wallet for a command that signs. */
public final class Wallets {

	/** Where the password of a signing command's wallet is. */
	public static final OptionSpec PASSWORD_FILE = Passwords.FILE;

	private Wallets() {
	}

	/**
	 * Opens a wallet.
	 * @param name its name; empty for the default one
	 * @param invocation who asks
	 * @param place where things are
	 * @return the account that signs
	 */
	public static EvmAccount open(Optional<String> name, Invocation invocation, Place place) {
		WalletStore store = new WalletStore(place.dataDirectory());
		WalletStore.StoredWallet wallet = store.require(name);
		Password password = Passwords.of(wallet.name(), invocation, place, store);
		return Keystore.open(store.keystore(wallet.name()), wallet.name(), password);
	}

}
