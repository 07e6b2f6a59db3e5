package org.obol.agenttools.tool;

import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;

/** Something that an agent can have done. */
public interface Tool {

	/**
	 * What agents call it by.
	 * @return the name
	 */
	String name();

	/**
	 * What it does, for a model.
	 * @return one or two sentences
	 */
	String description();

	/**
	 * What it takes.
	 * @return the parameters
	 */
	List<Parameter> parameters();

	/**
	 * Does it.
	 * @param caller on whose behalf
	 * @param arguments checked against the parameters
	 * @return what the agent is told, as JSON
	 * @throws ToolRefusedException if it can't be done, with a sentence for the model
	 * @throws InterruptedException if this thread is to stop
	 */
	Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException;

}
