package org.obol.local.stack.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.process.Ports;
import org.obol.local.stack.data.DataDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerDatabaseIT {

	@TempDir
	Path directory;

	@Test
	void whatIsWrittenSurvivesARestartAndNeedsThePassword() throws SQLException {
		try (LedgerDatabase first = start()) {
			execute(first, "create table kept (answer int)");
			execute(first, "insert into kept values (42)");
		}
		try (LedgerDatabase second = start()) {
			assertThat(answer(second)).isEqualTo(42);
			assertThatThrownBy(() -> DriverManager.getConnection(second.jdbcUrl(), LedgerDatabase.USER, "guess"))
				.isInstanceOf(SQLException.class)
				.hasMessageContaining("password authentication failed");
		}
	}

	private LedgerDatabase start() {
		Path programs = DataDirectory.cache(System.getenv()).resolve("postgres");
		return LedgerDatabase.start(programs, this.directory, Ports.keepFree(), this.directory.resolve("database.log"));
	}

	private static Connection open(LedgerDatabase database) throws SQLException {
		return DriverManager.getConnection(database.jdbcUrl(), LedgerDatabase.USER, database.password());
	}

	private static void execute(LedgerDatabase database, String sql) throws SQLException {
		try (Connection connection = open(database); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static int answer(LedgerDatabase database) throws SQLException {
		try (Connection connection = open(database);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select answer from kept")) {
			assertThat(rows.next()).isTrue();
			return rows.getInt(1);
		}
	}

}
