package org.obol.local.kubernetes.node;

import java.nio.file.Path;
import java.time.Clock;

import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.image.ImageTable;

/**
 * How the virtual node is to run.
 *
 * @param controlPlane the Kubernetes that it is the node of
 * @param directory where pods and volumes are; volumes outlive the node
 * @param images says what stands for an image
 * @param clock tells the time
 */
public record VirtualNodeOptions(ControlPlane controlPlane, Path directory, ImageTable images, Clock clock) {

	/** The name of the node. */
	public static final String NODE_NAME = "obol-local";

	/** The label that makes the node take a pod. */
	public static final String LABEL = "app.kubernetes.io/part-of";

	/** The label's value that makes the node take a pod. */
	public static final String LABEL_VALUE = "obol-agent-market";

	/** Where a Service's annotation says that it really listens. */
	public static final String ENDPOINT_ANNOTATION = "local.obol.org/endpoint";

	/**
	 * Keeps pods and volumes below the control plane's directory.
	 * @param controlPlane the Kubernetes that it is the node of
	 * @param images says what stands for an image
	 * @return the options
	 */
	public static VirtualNodeOptions of(ControlPlane controlPlane, ImageTable images) {
		return new VirtualNodeOptions(controlPlane, controlPlane.directory().resolve("node"), images,
				Clock.systemUTC());
	}

}
