package org.obol.local.kubernetes.junit;

import io.kubernetes.client.openapi.ApiClient;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.controlplane.ControlPlaneOptions;
import org.obol.local.kubernetes.node.VirtualNode;
import org.obol.local.kubernetes.node.VirtualNodeOptions;

/**
 * Starts the control plane with the first test that asks for it, and stops it with the
 * last.
 */
class KubernetesExtension implements BeforeAllCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(KubernetesExtension.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KubernetesTest.class)
			.filter(KubernetesTest::virtualNode)
			.ifPresent((annotation) -> {
				virtualNode(context);
				images(context).add(annotation.images());
			});
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == TestCluster.class || type == ApiClient.class || type == ControlPlane.class
				|| type == VirtualNode.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == ControlPlane.class) {
			return controlPlane(context);
		}
		if (type == VirtualNode.class) {
			return virtualNode(context);
		}
		TestCluster cluster = cluster(context);
		return (type == ApiClient.class) ? cluster.client() : cluster;
	}

	private static ControlPlane controlPlane(ExtensionContext context) {
		return shared(context).computeIfAbsent(ControlPlane.class,
				(ignored) -> ControlPlane.start(ControlPlaneOptions.temporary()), ControlPlane.class);
	}

	private static VirtualNode virtualNode(ExtensionContext context) {
		// Stored first, so that it is closed last.
		ControlPlane controlPlane = controlPlane(context);
		SharedImages images = images(context);
		return shared(context).computeIfAbsent(VirtualNode.class,
				(ignored) -> VirtualNode.start(VirtualNodeOptions.of(controlPlane, images)), VirtualNode.class);
	}

	private static SharedImages images(ExtensionContext context) {
		return shared(context).computeIfAbsent(SharedImages.class, (ignored) -> new SharedImages(), SharedImages.class);
	}

	private static Store shared(ExtensionContext context) {
		return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
	}

	private static TestCluster cluster(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(context.getUniqueId(), (ignored) -> TestCluster.create(controlPlane(context)),
					TestCluster.class);
	}

}
