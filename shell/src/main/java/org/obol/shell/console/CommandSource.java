package org.obol.shell.console;

import java.util.List;
import org.obol.shell.grammar.CommandSpec;

/** Where a feature declares its commands. */
@FunctionalInterface
public interface CommandSource {

	/**
	 * The feature's commands.
	 * @return in the order of the help
	 */
	List<CommandSpec> commands();

}
