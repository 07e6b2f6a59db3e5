package org.obol.gateway.ledger;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * A payment that was granted in memory is in the ledger already: somebody else has it, or
 * it was sold something for before this process can remember. Nothing was settled for the
 * attempt; what the ledger says of the payment counts.
 */
public class TakenElsewhereException extends DataIntegrityViolationException {

	TakenElsewhereException(Attempt attempt) {
		super("payment " + attempt + " is in the ledger already");
	}

}
