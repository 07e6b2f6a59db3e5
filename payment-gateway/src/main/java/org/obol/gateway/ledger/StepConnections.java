package org.obol.gateway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Connections that take the ledger's steps and nothing else. Their plans are made once
 * and never again: the statements take arrays, of which PostgreSQL thinks each time that
 * a plan of its own would pay, and planning takes several times as long as the step. A
 * plan may be made while the ledger is empty, when reading all of it looks cheapest, so
 * it is told to go by the index whatever the size.
 */
@Configuration(proxyBeanMethods = false)
class StepConnections {

	private static final String PLANS = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; "
			+ "set enable_hashjoin = off; set enable_mergejoin = off";

	@Bean(defaultCandidate = false)
	@Qualifier("stepConnectionPool")
	HikariDataSource stepConnectionPool(DataSource dataSource) throws SQLException {
		HikariConfig config = new HikariConfig();
		dataSource.unwrap(HikariDataSource.class).copyStateTo(config);
		return open(config, LedgerSteps.WRITERS + LateSteps.WRITERS);
	}

	static HikariDataSource open(HikariConfig config, int connections) {
		config.setPoolName("ledger-steps");
		config.setMaximumPoolSize(connections);
		config.setMinimumIdle(connections);
		config.setConnectionInitSql(PLANS);
		return new HikariDataSource(config);
	}

}
