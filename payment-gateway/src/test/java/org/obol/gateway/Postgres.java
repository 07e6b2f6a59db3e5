package org.obol.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

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

	public static javax.sql.DataSource dataSource() {
		return SERVER.getPostgresDatabase();
	}

}
