package org.obol.shell.console;

import java.io.Console;
import java.util.Objects;
import org.obol.shell.grammar.RefusedException;

/** Asks on the process' own terminal, for one-shot commands. */
final class ConsoleQuestions implements Questions {

	private final Console console;

	private ConsoleQuestions(Console console) {
		this.console = console;
	}

	static Questions ofThisProcess() {
		Console console = System.console();
		return (console != null && console.isTerminal()) ? new ConsoleQuestions(console) : Questions.NONE;
	}

	@Override
	public boolean possible() {
		return true;
	}

	@Override
	public String read(String prompt) {
		String line = this.console.readLine("%s", prompt);
		if (line == null) {
			throw new RefusedException("Cancelled: the input ended");
		}
		return line;
	}

	@Override
	public String readSecret(String prompt) {
		return new String(Objects.requireNonNullElse(this.console.readPassword("%s", prompt), new char[0]));
	}

}
