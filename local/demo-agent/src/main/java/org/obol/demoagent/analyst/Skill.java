package org.obol.demoagent.analyst;

/**
 * The skills that open a part of what the analyst can do, by the name of their folder.
 */
enum Skill {

	/** Balances, accounts, blocks by number and transactions. */
	NETWORKS("ethereum-networks"),

	/** Tokens known by name. */
	ADDRESSES("addresses"),

	/** What a transaction costs. */
	GAS("gas");

	private final String folder;

	Skill(String folder) {
		this.folder = folder;
	}

	String folder() {
		return this.folder;
	}

}
