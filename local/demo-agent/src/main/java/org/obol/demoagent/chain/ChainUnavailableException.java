package org.obol.demoagent.chain;

import org.jspecify.annotations.Nullable;

/**
 * The chain could not be asked, or gave no usable answer. The message names the method
 * only: an endpoint's address may carry a key.
 */
public class ChainUnavailableException extends RuntimeException {

	public ChainUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
