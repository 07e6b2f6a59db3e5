package org.obol.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;

/**
 * One real PostgreSQL for all tests of this JVM. It ends with the JVM, and after the
 * gateways in it: each of them has something to tell it when it goes, and would wait for
 * it.
 */
public final class Postgres {

	private static final Thread HOOK = new Thread(Postgres::stop, "end-of-postgres");

	private static final EmbeddedPostgres SERVER = start();

	private static final Set<String> ONCE = new HashSet<>();

	private Postgres() {
	}

	private static EmbeddedPostgres start() {
		try {
			EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
			Runtime.getRuntime().addShutdownHook(HOOK);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void stop() {
		try {
			SERVER.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Where it listens, for a gateway in this JVM. */
	static int portForGateway() {
		// Boot runs this after the last application has closed, and never in a JVM
		// without one. There is a hook to remove the first time only.
		if (Runtime.getRuntime().removeShutdownHook(HOOK)) {
			SpringApplication.getShutdownHandlers().add(Postgres::stop);
		}
		return SERVER.getPort();
	}

	public static String url() {
		return SERVER.getJdbcUrl("postgres", "postgres");
	}

	/** As {@link #fresh} for all that ask for it. */
	public static synchronized void once(String name) {
		if (ONCE.add(name)) {
			fresh(name);
		}
	}

	/** A database of its own, which no running gateway reconciles. */
	public static DataSource fresh(String name) {
		try (Connection connection = SERVER.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
			return SERVER.getDatabase("postgres", name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
