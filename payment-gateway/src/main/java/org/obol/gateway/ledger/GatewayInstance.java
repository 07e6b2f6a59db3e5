package org.obol.gateway.ledger;

import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * This process, as the ledger knows it: whoever finds it gone takes over its payments.
 */
@Component
class GatewayInstance {

	private final UUID id = UUID.randomUUID();

	UUID id() {
		return this.id;
	}

}
