package org.obol.gateway.kill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** A PostgreSQL that loses nothing it confirmed, and can be killed. */
public final class Database implements AutoCloseable {

	private final Path directory;

	private final int port = Program.freePort();

	private EmbeddedPostgres server;

	public Database(Path directory) {
		this.directory = directory;
		this.server = start();
	}

	private EmbeddedPostgres start() {
		try {
			return EmbeddedPostgres.builder()
				.setDataDirectory(this.directory)
				.setCleanDataDirectory(false)
				// The library turns it off; a ledger that forgets after a crash would
				// prove
				// nothing.
				.setServerConfig("synchronous_commit", "on")
				// Nothing but the writer of the log puts on the disk what no
				// transaction waits for.
				.setServerConfig("autovacuum", "off")
				.setServerConfig("bgwriter_lru_maxpages", "0")
				.setPGStartupWait(Duration.ofSeconds(60))
				.setPort(this.port)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String url() {
		return this.server.getJdbcUrl("postgres", "postgres");
	}

	public JdbcClient jdbc() {
		return JdbcClient.create(this.server.getPostgresDatabase());
	}

	/**
	 * From now on a crash forgets what is committed without waiting for the disk. Lasts
	 * until the next restart, or until somebody waits for the disk.
	 */
	public void stopWriting() {
		long writer = jdbc().sql("select pid from pg_stat_activity where backend_type = 'walwriter'")
			.query(Long.class)
			.single();
		try {
			int code = new ProcessBuilder("kill", "-STOP", String.valueOf(writer)).inheritIO().start().waitFor();
			if (code != 0) {
				throw new IllegalStateException("kill ended with " + code);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void killAndRestart() {
		kill();
		restart();
	}

	/** Nobody can connect any more. */
	public void kill() {
		try {
			long pid = Long.parseLong(Files.readAllLines(this.directory.resolve("postmaster.pid")).getFirst().strip());
			ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
			var children = postmaster.children().toList();
			postmaster.destroyForcibly();
			children.forEach(ProcessHandle::destroyForcibly);
			await().until(() -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
			Files.deleteIfExists(this.directory.resolve("postmaster.pid"));
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void restart() {
		this.server = start();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
