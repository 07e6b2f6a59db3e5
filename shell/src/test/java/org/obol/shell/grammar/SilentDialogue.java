package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.List;

/** A dialogue with nobody, which remembers what was said. */
public final class SilentDialogue implements Dialogue {

	/** Notes and warnings, in order. */
	public final List<String> said = new ArrayList<>();

	/** What was streamed. */
	public final StringBuilder streamed = new StringBuilder();

	@Override
	public void note(String line) {
		this.said.add(line);
	}

	@Override
	public void warn(String line) {
		this.said.add(line);
	}

	@Override
	public void stream(String text) {
		this.streamed.append(text);
	}

	@Override
	public boolean canAsk() {
		return false;
	}

	@Override
	public String ask(String question, String otherwise) {
		throw new IllegalStateException("asked: " + question);
	}

	@Override
	public boolean confirm(String question, boolean otherwise) {
		throw new IllegalStateException("asked: " + question);
	}

	@Override
	public String secret(String question) {
		throw new IllegalStateException("asked: " + question);
	}

}
