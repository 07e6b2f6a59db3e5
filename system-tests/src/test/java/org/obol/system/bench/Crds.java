package org.obol.system.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.obol.kube.Cluster;
import org.obol.kube.ResourceType;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Declares the suite's kinds and waits until they can be used. */
final class Crds {

	private static final ResourceType CRD = new ResourceType("apiextensions.k8s.io/v1", "CustomResourceDefinition",
			"customresourcedefinitions", false);

	private Crds() {
	}

	static void apply(Cluster cluster) {
		try {
			for (String name : List.of("agents", "serviceoffers")) {
				cluster.apply(CRD, read("crds/" + name + ".obol.org.yaml"));
			}
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex.getResponseBody(), ex);
		}
		for (ResourceType type : List.of(ResourceType.AGENT, ResourceType.SERVICE_OFFER)) {
			Program.await(() -> isServed(cluster, type), type.plural() + " to be served");
		}
	}

	private static boolean isServed(Cluster cluster, ResourceType type) {
		try {
			return cluster.list(type, "", "").isEmpty();
		}
		catch (ApiException ex) {
			return false;
		}
	}

	private static JsonObject read(String resource) {
		try (InputStream in = org.obol.api.Agent.class.getClassLoader().getResourceAsStream(resource)) {
			Object document = new Yaml(new SafeConstructor(new LoaderOptions()))
				.load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
			return new Gson().toJsonTree(document).getAsJsonObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
