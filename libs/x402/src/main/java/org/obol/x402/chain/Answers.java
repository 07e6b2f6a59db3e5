package org.obol.x402.chain;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/**
 * Gets a node's answers, and tells those of contracts from those of the node itself.
 */
final class Answers {

	/** In what nodes say when a contract did not come to a proper end. */
	private static final List<String> CONTRACTS = List.of("revert", "out of gas", "outofgas", "gas required exceeds",
			"opcode", "invalid jump", "invalidjump", "stack overflow", "stack underflow", "stackoverflow",
			"stackunderflow", "return data out of bounds", "max code size", "execution aborted");

	private static final int REVERTED = 3;

	private Answers() {
	}

	/** What the node answers, be it an error. */
	static <T extends Response<?>> T raw(Request<?, T> request) {
		try {
			return request.send();
		}
		catch (IOException | RuntimeException ex) {
			// The client wraps garbage and HTTP errors in runtime exceptions of many
			// kinds.
			throw new ChainException(request.getMethod() + " got no answer", ex);
		}
	}

	/** What the node answers, when it is no error. */
	static <T extends Response<?>> T proper(Request<?, T> request) {
		T response = raw(request);
		if (response.hasError()) {
			throw failed(request, response.getError());
		}
		if (response.getResult() == null && !"eth_getTransactionReceipt".equals(request.getMethod())) {
			throw new ChainException(request.getMethod() + " answered nothing");
		}
		return response;
	}

	static ChainException failed(Request<?, ?> request, Response.Error error) {
		return new ChainException(request.getMethod() + " failed: " + error.getMessage());
	}

	/**
	 * Whether it is the contract that refuses, or breaks, and not the node. A buyer's
	 * wallet may do so in any way it likes, and the node is none the worse for it.
	 */
	static boolean isContracts(Response.Error error) {
		String message = (error.getMessage() != null) ? error.getMessage().toLowerCase(Locale.ROOT) : "";
		return error.getCode() == REVERTED || CONTRACTS.stream().anyMatch(message::contains);
	}

}
