package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Map;
import java.util.stream.Stream;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.kube.ObjectKey;

/** Says which Agent an object belongs to, by its labels. */
final class AgentOf {

	private AgentOf() {
	}

	static Stream<ObjectKey> object(KubernetesObject object) {
		V1ObjectMeta metadata = object.getMetadata();
		Map<String, String> labels = metadata.getLabels();
		String agent = (labels != null) ? AgentResources.agentOf(labels) : "";
		String namespace = metadata.getNamespace();
		return (agent.isEmpty() || namespace == null) ? Stream.empty() : Stream.of(new ObjectKey(namespace, agent));
	}

}
