package org.obol.x402.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that was sent and isn't in a block yet.
 */
final class Underway {

	private static final Logger LOGGER = LoggerFactory.getLogger(Underway.class);

	private final Outbox outbox;

	private final Supplier<Fees> usualFees;

	private final List<String> hashes = new ArrayList<>();

	private Draft draft;

	private Outbox.Posted.Taken last;

	Underway(Draft draft, Outbox.Posted.Taken taken, Outbox outbox, Supplier<Fees> usualFees) {
		this.draft = draft;
		this.outbox = outbox;
		this.usualFees = usualFees;
		this.last = taken;
		this.hashes.add(taken.transaction().hash());
	}

	/** Its hash and those of its replacements. */
	List<String> hashes() {
		return this.hashes;
	}

	/** All that come after it wait until the node has it. */
	void repeatIfUnanswered() {
		if (!this.last.answered()) {
			this.last = this.outbox.repeat(this.last.transaction());
		}
	}

	/** Replaces it by one with a higher fee. */
	void offerMore() {
		try {
			this.draft = this.draft.withFees(this.draft.fees().bumped().atLeast(this.usualFees.get()));
			if (this.outbox.replace(this.last.transaction().nonce(), this.draft) instanceof Outbox.Posted.Taken taken) {
				LOGGER.info("Transaction {} isn't mined, replaced by {} with a higher fee", this.hashes.getLast(),
						taken.transaction().hash());
				this.hashes.add(taken.transaction().hash());
				this.last = taken;
			}
		}
		catch (ChainException ex) {
			LOGGER.debug("Transaction {} isn't mined, and the usual fees aren't known", this.hashes.getLast());
		}
	}

}
