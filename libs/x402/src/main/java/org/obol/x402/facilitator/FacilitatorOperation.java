package org.obol.x402.facilitator;

/**
 * What a facilitator can be asked over HTTP.
 */
public enum FacilitatorOperation {

	/** {@code POST /verify}. */
	VERIFY,
	/** {@code POST /settle}. */
	SETTLE,
	/** {@code GET /supported}. */
	SUPPORTED

}
