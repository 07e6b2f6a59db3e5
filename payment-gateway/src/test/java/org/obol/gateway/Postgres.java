package org.obol.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One real PostgreSQL for all tests of this JVM; it ends with the JVM. */
public final class Postgres {

	private static final EmbeddedPostgres SERVER = start();

	private Postgres() {
	}

	private static EmbeddedPostgres start() {
		try {
			return EmbeddedPostgres.builder().start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static String url() {
		return SERVER.getJdbcUrl("postgres", "postgres");
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
