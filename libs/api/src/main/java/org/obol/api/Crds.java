package org.obol.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The CustomResourceDefinitions, as YAML. The chart carries verified copies. */
public final class Crds {

	/** Resource names on the class path, one per kind. */
	public static final List<String> RESOURCES = List.of("/crds/agents.obol.org.yaml",
			"/crds/serviceoffers.obol.org.yaml");

	private Crds() {
	}

	/**
	 * Reads every definition.
	 * @return one YAML document each
	 */
	public static List<String> yaml() {
		return RESOURCES.stream().map(Crds::read).toList();
	}

	private static String read(String resource) {
		try (InputStream in = Crds.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("No CRD " + resource + " on the class path");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
