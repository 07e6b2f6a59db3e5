package org.obol.local.kubernetes.volume;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;

/**
 * The fields of a pod that its containers may ask for (the downward API).
 */
public final class PodFields {

	/** Every pod of the virtual node shares the machine's loopback address. */
	public static final String POD_IP = "127.0.0.1";

	private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)'\\]");

	private PodFields() {
	}

	/**
	 * Reads one field.
	 * @param pod the pod
	 * @param path such as {@code metadata.name}
	 * @return its value, or nothing if the virtual node does not know the path
	 */
	public static Optional<String> value(PodView pod, String path) {
		Matcher subscript = SUBSCRIPT.matcher(path);
		if (subscript.matches()) {
			Map<String, String> values = "labels".equals(subscript.group(1)) ? pod.labels()
					: Present.orEmpty(pod.metadata().getAnnotations());
			return Optional.of(values.getOrDefault(subscript.group(2), ""));
		}
		return Optional.ofNullable(plain(pod, path));
	}

	private static @Nullable String plain(PodView pod, String path) {
		return switch (path) {
			case "metadata.name" -> pod.name();
			case "metadata.namespace" -> pod.namespace();
			case "metadata.uid" -> pod.uid();
			case "spec.nodeName" -> pod.spec().getNodeName();
			case "spec.serviceAccountName" -> pod.spec().getServiceAccountName();
			case "status.podIP", "status.hostIP", "status.podIPs", "status.hostIPs" -> POD_IP;
			default -> null;
		};
	}

}
