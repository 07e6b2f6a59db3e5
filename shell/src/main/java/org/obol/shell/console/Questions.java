package org.obol.shell.console;

/** Reads answers from whoever sits at the terminal. */
interface Questions {

	/** Nobody is there. */
	Questions NONE = new Questions() {

		@Override
		public boolean possible() {
			return false;
		}

		@Override
		public String read(String prompt) {
			throw new IllegalStateException("nobody to ask");
		}

		@Override
		public String readSecret(String prompt) {
			throw new IllegalStateException("nobody to ask");
		}

	};

	boolean possible();

	String read(String prompt);

	String readSecret(String prompt);

}
