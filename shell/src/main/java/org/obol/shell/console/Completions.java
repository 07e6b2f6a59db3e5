package org.obol.shell.console;

import java.util.List;
import org.obol.shell.grammar.ArgumentSpec;

/** Proposes names of things that exist. */
@FunctionalInterface
public interface Completions {

	/**
	 * Names to propose. Quick, and never throws: somebody is pressing TAB.
	 * @param kind what kind of thing
	 * @return their names
	 */
	List<String> names(ArgumentSpec.Kind kind);

}
