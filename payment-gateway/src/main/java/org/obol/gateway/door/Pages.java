package org.obol.gateway.door;

import java.util.Set;

/** The fixed list of public documents, which the storefront writes. */
final class Pages {

	private static final Set<String> DOCUMENTS = Set.of("/", "/api", "/api/services.json", "/skill.md", "/llms.txt",
			"/openapi.json", "/discovery/resources", "/.well-known/agent-registration.json",
			"/.well-known/agent-card.json", "/.well-known/x402");

	private static final String ASSETS = "/assets/";

	private Pages() {
	}

	static boolean contains(String path) {
		return DOCUMENTS.contains(path) || path.startsWith(ASSETS);
	}

}
