package org.obol.offercontroller.registration;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The questions an ERC-8004 identity registry answers. Each asks the chain. */
interface Registry {

	/** Who owns an id now; empty if there is no such id. */
	Optional<String> owner(BigInteger agentId);

	/** The registration file an id points to now; empty if there is no such id. */
	Optional<String> uri(BigInteger agentId);

	/**
	 * What a transaction registered; empty if it failed, is not mined, or did something
	 * else.
	 */
	Optional<BigInteger> registeredBy(String transaction);

	/** The newest registrations by an owner, the newest first. */
	List<Registration> newest(String owner);

	/**
	 * A registration, as its event tells it.
	 *
	 * @param agentId the id
	 * @param transaction the transaction's hash
	 */
	record Registration(BigInteger agentId, String transaction) {

	}

}
