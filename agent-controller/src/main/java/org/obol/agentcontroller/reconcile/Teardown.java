package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.agentcontroller.resources.Labels;
import org.obol.agentcontroller.resources.ToolsResources;
import org.obol.agentcontroller.runtime.HermesRuntime;
import org.obol.api.Agent;
import org.obol.api.AgentSpec;
import org.obol.api.AgentWallet;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes what an agent consists of, in order: first the way in, then what runs, last
 * what it kept. Only objects that carry this agent's labels go; repeating it is harmless.
 */
@Component
class Teardown {

	private static final Logger log = LoggerFactory.getLogger(Teardown.class);

	private final Cluster cluster;

	Teardown(Cluster cluster) {
		this.cluster = cluster;
	}

	void run(Agent agent) throws ApiException {
		for (Child child : children(agent.getSpec())) {
			delete(agent, child);
		}
	}

	private void delete(Agent agent, Child child) throws ApiException {
		ObjectKey key = new ObjectKey(agent.namespace(), child.name());
		Optional<JsonObject> live = this.cluster.get(child.type(), key);
		if (live.isEmpty()) {
			return;
		}
		if (!Labels.isOurs(live.get(), agent.name())) {
			log.info("{} {} is not this agent's and stays", child.type().kind(), key);
			return;
		}
		this.cluster.delete(child.type(), key, Documents.text(live.get(), "metadata", "uid"));
	}

	private static List<Child> children(AgentSpec spec) {
		List<Child> children = new ArrayList<>(List.of(new Child(ResourceType.ROLE_BINDING, AgentResources.ACCESS),
				new Child(ResourceType.ROLE, AgentResources.ACCESS),
				new Child(ResourceType.ROLE_BINDING, ToolsResources.ACCESS),
				new Child(ResourceType.ROLE, ToolsResources.ACCESS),
				new Child(ResourceType.SERVICE, AgentResources.NAME),
				new Child(ResourceType.SERVICE, AgentResources.SIGNER),
				new Child(ResourceType.DEPLOYMENT, AgentResources.NAME),
				new Child(ResourceType.DEPLOYMENT, AgentResources.SIGNER),
				new Child(ResourceType.NETWORK_POLICY, AgentResources.ISOLATION),
				new Child(ResourceType.NETWORK_POLICY, AgentResources.SIGNER),
				new Child(ResourceType.CONFIG_MAP, AgentResources.CONFIG),
				new Child(ResourceType.CONFIG_MAP, AgentResources.PERSONA),
				new Child(ResourceType.CONFIG_MAP, AgentResources.SKILLS),
				new Child(ResourceType.PERSISTENT_VOLUME_CLAIM, AgentResources.VOLUME),
				new Child(ResourceType.SECRET, AgentResources.API_SECRET),
				new Child(ResourceType.SECRET, HermesRuntime.MODEL_SECRET),
				new Child(ResourceType.SECRET, HermesRuntime.TOOLS_SECRET),
				new Child(ResourceType.SECRET, ToolsResources.SIGNER_TOKEN),
				new Child(ResourceType.CONFIG_MAP, ToolsResources.SPENDING)));
		AgentSpec.Wallet wallet = spec.wallet();
		if (wallet != null && AgentSpec.Wallet.RECLAIM_DELETE.equals(wallet.reclaimPolicy())) {
			children.add(new Child(ResourceType.SECRET, AgentWallet.SECRET));
		}
		children.add(new Child(ResourceType.SERVICE_ACCOUNT, AgentResources.NAME));
		return children;
	}

	private record Child(ResourceType type, String name) {

	}

}
