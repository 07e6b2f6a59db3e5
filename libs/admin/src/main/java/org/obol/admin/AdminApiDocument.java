package org.obol.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI document of a program's admin API. It holds nothing that only some
 * may know, so it is the one thing that needs no token.
 */
@RestController
public class AdminApiDocument {

	private final String document;

	/**
	 * Serves a document.
	 * @param document OpenAPI 3.1, JSON
	 */
	public AdminApiDocument(String document) {
		this.document = document;
	}

	/**
	 * Reads a document that is part of the program.
	 * @param resource its place on the class path
	 * @return what serves it
	 */
	public static AdminApiDocument fromClassPath(String resource) {
		try (InputStream in = AdminApiDocument.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("No " + resource + " on the class path");
			}
			return new AdminApiDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@GetMapping(path = "/admin/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
	String document() {
		return this.document;
	}

}
