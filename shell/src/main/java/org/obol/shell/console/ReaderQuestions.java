package org.obol.shell.console;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.obol.shell.grammar.RefusedException;

/** Asks on the interactive console's terminal. Answers stay out of the history. */
final class ReaderQuestions implements Questions {

	private final LineReader reader;

	ReaderQuestions(LineReader reader) {
		this.reader = reader;
	}

	@Override
	public boolean possible() {
		return true;
	}

	@Override
	public String read(String prompt) {
		return read(prompt, null);
	}

	@Override
	public String readSecret(String prompt) {
		return read(prompt, '\0');
	}

	private String read(String prompt, @org.jspecify.annotations.Nullable Character mask) {
		try {
			this.reader.setVariable(LineReader.DISABLE_HISTORY, true);
			return this.reader.readLine(prompt, mask);
		}
		catch (UserInterruptException | EndOfFileException ex) {
			throw new RefusedException("Cancelled", ex);
		}
		finally {
			this.reader.setVariable(LineReader.DISABLE_HISTORY, false);
		}
	}

}
