package org.obol.kube.controller;

import io.kubernetes.client.openapi.ApiException;
import org.obol.kube.ApiErrors;
import org.obol.kube.ObjectKey;
import org.slf4j.Logger;

/** Logs a failed pass: with its cause the first time, in one line when it repeats. */
final class Failure {

	private Failure() {
	}

	static boolean isConflict(Exception ex) {
		return ex instanceof ApiException api && api.getCode() == 409;
	}

	static void log(Logger log, String controller, ObjectKey key, Exception ex, int count) {
		if (isConflict(ex)) {
			log.debug("{} {}: somebody else wrote first, trying again", controller, key);
		}
		else if (count == 1 && !(ex instanceof ApiException)) {
			log.warn("{} {} failed", controller, key, ex);
		}
		else {
			log.warn("{} {} failed ({} in a row): {}", controller, key, count, ApiErrors.describe(ex));
		}
	}

}
