package org.obol.agenttools.chain;

import org.obol.agenttools.tool.ToolRefusedException;

/** A node answered with an error. A revert is told, everything else stays inside. */
public final class RpcRefusedException extends ToolRefusedException {

	private static final long serialVersionUID = 1L;

	private static final int REVERTED = 3;

	private static final int LONGEST = 1000;

	private final boolean revert;

	RpcRefusedException(String method, int code, String message, String data) {
		super(sentence(method, isRevert(code, message), data));
		this.revert = isRevert(code, message);
	}

	/**
	 * Tells whether a contract refused, and not the node.
	 * @return true for a revert
	 */
	public boolean isRevert() {
		return this.revert;
	}

	private static boolean isRevert(int code, String message) {
		return code == REVERTED || message.contains("revert");
	}

	private static String sentence(String method, boolean revert, String data) {
		if (revert) {
			boolean told = data.matches("0x[0-9a-fA-F]{8," + LONGEST + "}");
			return "The contract refuses this call (it reverts)" + (told ? "; its reason is " + data : "") + ".";
		}
		return "The chain does not accept " + method + " with these values.";
	}

}
