package org.obol.shell.console;

import java.util.Locale;
import org.obol.shell.grammar.Dialogue;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.output.Reply;

/** The dialogue of one command, silent for programs. */
final class TerminalDialogue implements Dialogue {

	private final Reply.Form form;

	private final CommandRunner.Streams streams;

	TerminalDialogue(Reply.Form form, CommandRunner.Streams streams) {
		this.form = form;
		this.streams = streams;
	}

	@Override
	public void note(String line) {
		if (this.form == Reply.Form.TEXT) {
			this.streams.err().println(line);
			this.streams.err().flush();
		}
	}

	@Override
	public void warn(String line) {
		this.streams.err().println("Warning: " + line);
		this.streams.err().flush();
	}

	@Override
	public void stream(String text) {
		this.streams.out().print(text);
		this.streams.out().flush();
	}

	@Override
	public boolean canAsk() {
		return this.form == Reply.Form.TEXT && this.streams.questions().possible();
	}

	@Override
	public String ask(String question, String otherwise) {
		String hint = otherwise.isEmpty() ? "" : " [" + otherwise + "]";
		String answer = questions().read(question + hint + ": ").strip();
		return answer.isEmpty() ? otherwise : answer;
	}

	@Override
	public boolean confirm(String question, boolean otherwise) {
		String answer = questions().read(question + (otherwise ? " [Y/n] " : " [y/N] "))
			.strip()
			.toLowerCase(Locale.ROOT);
		return answer.isEmpty() ? otherwise : answer.startsWith("y");
	}

	@Override
	public String secret(String question) {
		return questions().readSecret(question + ": ");
	}

	private Questions questions() {
		if (!canAsk()) {
			throw new RefusedException("There is no terminal to ask on; give every value as an option");
		}
		return this.streams.questions();
	}

}
