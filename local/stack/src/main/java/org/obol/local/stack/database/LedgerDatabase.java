package org.obol.local.stack.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessCommand;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;

/**
 * The PostgreSQL that keeps the payment ledger. It listens on loopback, asks for a
 * password that was made for this data directory, and its data survives a restart.
 */
public final class LedgerDatabase implements AutoCloseable {

	/**
	 * The version of the programs, which the POM pins; another version unpacks beside it.
	 */
	private static final String VERSION = "17.5.0";

	/** The one role, which owns its database. */
	public static final String USER = "obol";

	/** The database that initdb makes anyway; the gateway's migrations fill it. */
	private static final String DATABASE = "postgres";

	private static final Duration GRACE = Duration.ofSeconds(10);

	private final ChildProcess process;

	private final int port;

	private final String password;

	private LedgerDatabase(ChildProcess process, int port, String password) {
		this.process = process;
		this.port = port;
		this.password = password;
	}

	/**
	 * Starts the database, creating it the first time, and returns once it listens.
	 * @param programs the folder that the programs are unpacked into, shared
	 * @param directory the folder for data and password
	 * @param port the loopback port
	 * @param log where its output goes
	 * @return the running database
	 * @throws StackException if it does not come up
	 */
	public static LedgerDatabase start(Path programs, Path directory, int port, Path log) {
		Path home = new PostgresInstallation(programs.resolve(VERSION)).install();
		Path data = directory.resolve("data");
		Path secret = directory.resolve("password");
		try {
			if (!Files.exists(data.resolve("PG_VERSION"))) {
				DataDirectory.writePrivate(secret, randomPassword() + "\n");
				create(home, directory, log);
			}
			Files.deleteIfExists(data.resolve("postmaster.pid"));
			List<String> command = asUnprivileged(home.resolve("bin/postgres").toString(), "-D", data.toString(), "-p",
					String.valueOf(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
					"shared_buffers=16MB", "-c", "max_connections=60");
			ChildProcess process = ChildProcess
				.start(new ProcessCommand("database", command, environment(), directory, log));
			LedgerDatabase database = new LedgerDatabase(process, port, Files.readString(secret).strip());
			database.awaitListening();
			return database;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void create(Path home, Path directory, Path log) {
		List<String> command = asUnprivileged(home.resolve("bin/initdb").toString(), "-D",
				directory.resolve("data").toString(), "-U", USER, "--auth=scram-sha-256",
				"--pwfile=" + directory.resolve("password"), "-E", "UTF8", "--locale=C", "--no-instructions");
		ChildProcess creation = ChildProcess
			.start(new ProcessCommand("initdb", command, environment(), directory, log));
		if (creation.onExit().join() != 0) {
			throw new StackException("PostgreSQL could not create its data directory: see " + log);
		}
	}

	/**
	 * PostgreSQL refuses to run as root, so root gives it a user namespace in which it is
	 * nobody. Entering one forgets the death signal, which is therefore asked for again
	 * inside.
	 */
	private static List<String> asUnprivileged(String... command) {
		List<String> words = new ArrayList<>();
		if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/unshare"))) {
			words.addAll(List.of("/usr/bin/unshare", "-U"));
			if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
				words.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "KILL"));
			}
		}
		words.addAll(List.of(command));
		return words;
	}

	private static Map<String, String> environment() {
		return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C", "TZ", "UTC");
	}

	private static String randomPassword() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private void awaitListening() {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!isListening()) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				close();
				throw new StackException("PostgreSQL did not start: see " + this.process.log());
			}
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				close();
				throw new StackException("interrupted while PostgreSQL started", ex);
			}
		}
	}

	private boolean isListening() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 200);
			return this.process.isAlive();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Says how a program connects. */
	public String jdbcUrl() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + DATABASE;
	}

	/** Says the role's password; it goes into a Secret and nowhere else. */
	public String password() {
		return this.password;
	}

	/** Says which process it is. */
	public ChildProcess process() {
		return this.process;
	}

	@Override
	public void close() {
		this.process.stop(GRACE);
	}

}
