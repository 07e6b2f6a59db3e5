package org.obol.admin;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request to an admin API that can't be served, with what a caller can do about it. */
public class AdminException extends RuntimeException {

	private final HttpStatus status;

	private final String code;

	private final @Nullable String field;

	/**
	 * A problem that no single field causes.
	 * @param status the HTTP status
	 * @param code a stable word that a program can act on
	 * @param sentence what a person reads
	 */
	public AdminException(HttpStatus status, String code, String sentence) {
		this(status, code, sentence, null);
	}

	/**
	 * A problem with one field.
	 * @param status the HTTP status
	 * @param code a stable word that a program can act on
	 * @param sentence what is wrong and what would be right
	 * @param field the field, such as {@code spec.payment.payTo}
	 */
	public AdminException(HttpStatus status, String code, String sentence, @Nullable String field) {
		super(sentence);
		this.status = status;
		this.code = code;
		this.field = field;
	}

	/**
	 * The HTTP status to answer with.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * The body to answer with, RFC 9457.
	 * @return a problem with {@code code} and, if one field is wrong, {@code field}
	 */
	public ProblemDetail problem() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(this.status, String.valueOf(getMessage()));
		problem.setType(URI.create("urn:obol:problem:" + this.code));
		problem.setProperty("code", this.code);
		if (this.field != null) {
			problem.setProperty("field", this.field);
		}
		return problem;
	}

}
