package org.obol.offercontroller.path;

import java.util.List;
import java.util.Optional;

/** The public paths no offer may have, because the suite answers there. */
final class ReservedPaths {

	/** Nothing at or below these. */
	private static final List<String> ROOTS = List.of("/api", "/openapi.json", "/skill.md", "/llms.txt", "/discovery",
			"/rpc", "/admin", "/actuator", "/.well-known");

	/** Nothing at these; below them is free. */
	private static final List<String> EXACT = List.of("/", "/services");

	private ReservedPaths() {
	}

	static Optional<String> matching(String path) {
		return EXACT.stream()
			.filter(path::equals)
			.findFirst()
			.or(() -> ROOTS.stream().filter((root) -> isAt(path, root)).findFirst());
	}

	private static boolean isAt(String path, String root) {
		return path.equals(root) || path.startsWith(root + "/");
	}

}
