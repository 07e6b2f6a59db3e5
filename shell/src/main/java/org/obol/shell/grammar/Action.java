package org.obol.shell.grammar;

import org.obol.shell.output.Reply;

/** What a command does once its line has been read. */
@FunctionalInterface
public interface Action {

	/**
	 * Does it.
	 * @param invocation what was typed
	 * @return the answer
	 * @throws Exception when it can't be done; {@link RefusedException} for the expected
	 * reasons
	 */
	Reply run(Invocation invocation) throws Exception;

}
