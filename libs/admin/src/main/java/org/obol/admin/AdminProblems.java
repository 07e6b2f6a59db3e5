package org.obol.admin;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers an {@link AdminException} as an RFC 9457 problem, on servlets and on WebFlux
 * alike.
 */
@RestControllerAdvice
public class AdminProblems {

	@ExceptionHandler
	ResponseEntity<ProblemDetail> answer(AdminException ex) {
		ResponseEntity.BodyBuilder response = ResponseEntity.status(ex.status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (ex.status() == HttpStatus.UNAUTHORIZED) {
			response.header("WWW-Authenticate", "Bearer realm=\"kubernetes\"");
		}
		return response.body(ex.problem());
	}

}
