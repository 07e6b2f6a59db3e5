package org.obol.gateway.extension;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What all gateways share about sign-ins: the key of the seals, and what was used. */
@Component
class SignInStore {

	private static final int KEY_LENGTH = 32;

	private static final Logger log = LoggerFactory.getLogger(SignInStore.class);

	/** Longer than any challenge is good for. */
	private static final Duration KEPT = Duration.ofMinutes(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	SignInStore(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The key; the first gateway that ever asks makes it. */
	byte[] key() {
		byte[] fresh = new byte[KEY_LENGTH];
		new SecureRandom().nextBytes(fresh);
		this.jdbc.sql("insert into sign_in_key (key) values (?) on conflict do nothing").params(fresh).update();
		return this.jdbc.sql("select key from sign_in_key").query(byte[].class).single();
	}

	/**
	 * Uses a nonce up.
	 * @return false if it was used before, at this gateway or another
	 */
	boolean use(String nonce) {
		return this.jdbc.sql("insert into sign_in_used (nonce, used_at) values (?, ?) on conflict do nothing")
			.params(nonce, now())
			.update() == 1;
	}

	@Scheduled(fixedDelayString = "${obol.sign-in.sweep:5m}", initialDelayString = "${obol.sign-in.sweep:5m}")
	void sweep() {
		try {
			this.jdbc.sql("delete from sign_in_used where used_at < ?").params(now().minus(KEPT)).update();
		}
		catch (DataAccessException ex) {
			log.warn("Used sign-ins could not be swept: {}", ex.getMessage());
		}
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
