package org.obol.shell.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.evm.EvmAddress;

/** The wallets in the data directory. A keystore that exists is never overwritten. */
public final class WalletStore {

	/** The wallet of somebody who names none. */
	public static final String DEFAULT_NAME = "default";

	private static final String SUFFIX = ".json";

	private static final String MARKER = "default-wallet";

	private final Path directory;

	/**
	 * The wallets below a data directory.
	 * @param dataDirectory where local state is kept
	 */
	public WalletStore(Path dataDirectory) {
		this.directory = dataDirectory.resolve("wallets");
	}

	/**
	 * All wallets.
	 * @return by name
	 */
	public List<StoredWallet> all() {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		String standard = defaultName();
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(SUFFIX))
				.map((file) -> file.substring(0, file.length() - SUFFIX.length()))
				.sorted()
				.map((name) -> stored(name, standard))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds a wallet.
	 * @param name its name
	 * @return the wallet, if it exists
	 */
	public Optional<StoredWallet> find(String name) {
		return Files.isRegularFile(file(name)) ? Optional.of(stored(name, defaultName())) : Optional.empty();
	}

	/**
	 * The wallet that is meant when none is named.
	 * @return the default wallet, if there is one
	 */
	public Optional<StoredWallet> standard() {
		return find(defaultName());
	}

	/**
	 * The wallet that is meant.
	 * @param name its name; empty for the default one
	 * @return the wallet
	 * @throws RefusedException if it does not exist
	 */
	public StoredWallet require(Optional<String> name) {
		if (name.isEmpty()) {
			return standard()
				.orElseThrow(() -> new RefusedException("There is no wallet yet. Make one with `obol wallet new`"));
		}
		return find(name.get()).orElseThrow(() -> new RefusedException("There is no wallet '" + name.get()
				+ "'. `obol wallet list` shows them, `obol wallet new " + name.get() + "` makes it"));
	}

	StoredWallet create(String name, String privateKey, Password password) {
		try {
			PrivateFiles.createDirectory(this.directory);
			// Two at once could leave one's keystore beside the other's password.
			try (FileChannel lock = FileChannel.open(this.directory.resolve(".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				// Closing the channel lets go of the lock.
				lock.lock();
				write(name, privateKey, password);
			}
		}
		catch (FileAlreadyExistsException ex) {
			throw new RefusedException("Wallet '" + name + "' is there already and is never overwritten", ex);
		}
		catch (IOException ex) {
			throw new RefusedException("The wallet can't be written to " + this.directory + ": " + ex.getMessage(), ex);
		}
		return require(Optional.of(name));
	}

	private void write(String name, String privateKey, Password password) throws IOException {
		if (Files.exists(file(name))) {
			throw new FileAlreadyExistsException(file(name).toString());
		}
		if (password.generated()) {
			PrivateFiles.replace(passwordFile(name), password.value());
		}
		PrivateFiles.create(file(name), Keystore.encrypt(privateKey, password));
		if (!Files.exists(this.directory.resolve(MARKER))) {
			makeDefault(name);
		}
	}

	void makeDefault(String name) {
		try {
			PrivateFiles.replace(this.directory.resolve(MARKER), name);
		}
		catch (IOException ex) {
			throw new RefusedException("The default wallet can't be set: " + ex.getMessage(), ex);
		}
	}

	Path passwordFile(String name) {
		return this.directory.resolve(name + ".password");
	}

	String keystore(String name) {
		try {
			return Files.readString(file(name));
		}
		catch (IOException ex) {
			throw new RefusedException("Wallet '" + name + "' can't be read: " + ex.getMessage(), ex);
		}
	}

	private Path file(String name) {
		return this.directory.resolve(name + SUFFIX);
	}

	private String defaultName() {
		try {
			Path marker = this.directory.resolve(MARKER);
			return Files.exists(marker) ? Files.readString(marker).strip() : DEFAULT_NAME;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private StoredWallet stored(String name, String standard) {
		String address = Keystore.address(keystore(name), name);
		return new StoredWallet(name, EvmAddress.checksummed(address), name.equals(standard));
	}

	/**
	 * A wallet without its key.
	 *
	 * @param name its name
	 * @param address checksummed
	 * @param standard whether it is the default one
	 */
	public record StoredWallet(String name, String address, boolean standard) {

	}

}
