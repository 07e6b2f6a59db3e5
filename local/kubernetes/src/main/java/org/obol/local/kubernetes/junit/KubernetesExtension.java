package org.obol.local.kubernetes.junit;

import io.kubernetes.client.openapi.ApiClient;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.controlplane.ControlPlaneOptions;

/**
 * Starts the control plane with the first test that asks for it, and stops it with the
 * last.
 */
class KubernetesExtension implements ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(KubernetesExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == TestCluster.class || type == ApiClient.class || type == ControlPlane.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == ControlPlane.class) {
			return controlPlane(context);
		}
		TestCluster cluster = cluster(context);
		return (type == ApiClient.class) ? cluster.client() : cluster;
	}

	private static ControlPlane controlPlane(ExtensionContext context) {
		return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
			.computeIfAbsent(ControlPlane.class, (ignored) -> ControlPlane.start(ControlPlaneOptions.temporary()),
					ControlPlane.class);
	}

	private static TestCluster cluster(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(context.getUniqueId(), (ignored) -> TestCluster.create(controlPlane(context)),
					TestCluster.class);
	}

}
