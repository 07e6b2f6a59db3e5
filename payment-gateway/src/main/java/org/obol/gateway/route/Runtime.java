package org.obol.gateway.route;

/** What answers behind a route; decides what may pass and what counts as an answer. */
public enum Runtime {

	/** An agent on Hermes, which answers 200 also when it failed. */
	HERMES(true),
	/** An agent on the suite's demo runtime. */
	DEMO(true),
	/** A model behind an OpenAI-compatible server. */
	INFERENCE(true),
	/** Any HTTP service. */
	HTTP(false);

	private final boolean chat;

	Runtime(boolean chat) {
		this.chat = chat;
	}

	/**
	 * Tells whether only chat completions pass.
	 * @return true for agents and models
	 */
	public boolean isChat() {
		return this.chat;
	}

	/**
	 * Tells whether calls need the agent's API key.
	 * @return true for agents
	 */
	public boolean isAgent() {
		return this == HERMES || this == DEMO;
	}

}
