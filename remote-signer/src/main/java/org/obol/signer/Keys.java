package org.obol.signer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The opened keystores, by address. Opening one may take 256 MiB for a moment, so they
 * are opened one at a time.
 */
final class Keys {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path folder;

	private final String password;

	private final AtomicReference<Map<String, ECKeyPair>> byAddress = new AtomicReference<>(Map.of());

	Keys(Path folder, String password) {
		this.folder = folder;
		this.password = password;
	}

	/**
	 * Opens every keystore in the folder.
	 * @return how many there are
	 * @throws IOException naming the file that can't be opened; what was open stays open
	 */
	synchronized int reload() throws IOException {
		Map<String, ECKeyPair> opened = new TreeMap<>();
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				if (file.getFileName().toString().endsWith(".json")) {
					ECKeyPair key = open(file);
					opened.put(Credentials.create(key).getAddress().toLowerCase(Locale.ROOT), key);
				}
			}
		}
		this.byAddress.set(Map.copyOf(opened));
		return opened.size();
	}

	List<String> addresses() {
		return this.byAddress.get().keySet().stream().sorted().map(org.web3j.crypto.Keys::toChecksumAddress).toList();
	}

	ECKeyPair of(String address) {
		ECKeyPair key = this.byAddress.get().get(address.toLowerCase(Locale.ROOT));
		if (key == null) {
			throw new SigningException(404, "SIGNER_NOT_FOUND", "no key for this address");
		}
		return key;
	}

	private ECKeyPair open(Path file) throws IOException {
		try {
			return Wallet.decrypt(this.password, JSON.readValue(Files.readString(file), WalletFile.class));
		}
		catch (CipherException | JacksonException ex) {
			// The cause may quote the keystore, so it stays here.
			throw new IOException("keystore " + file.getFileName()
					+ " can't be opened: it is no V3 keystore or SIGNER__KEYSTORE__PASSWORD is not its password");
		}
	}

}
