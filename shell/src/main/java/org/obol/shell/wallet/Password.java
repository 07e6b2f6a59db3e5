package org.obol.shell.wallet;

/**
 * The password of a keystore.
 *
 * @param value the password; never printed
 * @param generated whether it is our own 256 random bits, for which a light key
 * derivation loses nothing
 */
record Password(String value, boolean generated) {

	@Override
	public String toString() {
		return this.generated ? "a generated password" : "a typed password";
	}

}
