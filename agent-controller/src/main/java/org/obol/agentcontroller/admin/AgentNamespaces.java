package org.obol.agentcontroller.admin;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.Map;
import org.obol.api.ApiGroup;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.ServerSideApply;
import org.springframework.stereotype.Component;

/**
 * Makes the namespace that an agent needs before it can be declared, confined from the
 * start.
 */
@Component
class AgentNamespaces {

	private final ServerSideApply apply;

	AgentNamespaces(Cluster cluster) {
		this.apply = new ServerSideApply(cluster);
	}

	void ensure(ObjectKey agent) {
		JsonObject namespace = Documents.manifest(ResourceType.NAMESPACE, new ObjectKey("", agent.namespace()),
				Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF, ApiGroup.AGENT_LABEL, agent.name(),
						"pod-security.kubernetes.io/enforce", "restricted"));
		try {
			this.apply.createOnce(ResourceType.NAMESPACE, namespace);
		}
		catch (ApiException ex) {
			throw Refusals.of(ex, agent.toString());
		}
	}

}
