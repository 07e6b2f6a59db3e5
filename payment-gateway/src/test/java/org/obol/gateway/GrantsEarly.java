package org.obol.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.obol.gateway.ledger.EarlyGrants;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The gateway has a database of its own, sells alone, and grants new payments before the
 * database knows.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(properties = { "obol.ledger.late-reservations=true", "postgres.database=" + GrantsEarly.DATABASE })
@ExtendWith(GrantsEarly.Alone.class)
@interface GrantsEarly {

	/** Its name. */
	String DATABASE = "sold_alone";

	/** Sees to it. */
	class Alone implements BeforeAllCallback, BeforeEachCallback {

		@Override
		public void beforeAll(ExtensionContext context) {
			Postgres.once(DATABASE);
		}

		@Override
		public void beforeEach(ExtensionContext context) {
			EarlyGrants.await(SpringExtension.getApplicationContext(context));
		}

	}

}
