package org.obol.local.kubernetes.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start: the words of the command, all of its environment, where it runs and
 * where its output goes.
 *
 * @param name how the process is called in status and messages
 * @param command program and arguments
 * @param environment the whole environment; nothing is inherited
 * @param directory the working directory, created when missing
 * @param log the file that output is appended to
 */
public record ProcessCommand(String name, List<String> command, Map<String, String> environment, Path directory,
		Path log) {

	/**
	 * Keeps copies, so that a command can't change after it was described.
	 */
	public ProcessCommand {
		if (command.isEmpty()) {
			throw new IllegalArgumentException("no command for " + name);
		}
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

}
