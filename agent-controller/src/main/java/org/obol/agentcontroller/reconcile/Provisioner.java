package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.agentcontroller.resources.ChildObject;
import org.obol.agentcontroller.resources.Labels;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.wallet.WalletState;
import org.obol.agentcontroller.wallet.Wallets;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.ServerSideApply;
import org.springframework.stereotype.Component;

/**
 * Applies an agent's objects, and only those that are its own. Everything is read first,
 * so that nothing is written when a name is taken.
 */
@Component
class Provisioner {

	private static final int KEY_BYTES = 32;

	/** A pass needs the keys in the Secrets, and whether the Deployment has pods. */
	private static final Set<ResourceType> CONTENT_MATTERS = Set.of(ResourceType.SECRET, ResourceType.DEPLOYMENT);

	private final Cluster cluster;

	private final ServerSideApply apply;

	private final AgentResources resources;

	private final Wallets wallets;

	private final KnownChildren known;

	private final SecureRandom random;

	Provisioner(Cluster cluster, AgentResources resources, Wallets wallets, KnownChildren known, SecureRandom random) {
		this.cluster = cluster;
		this.apply = new ServerSideApply(cluster);
		this.resources = resources;
		this.wallets = wallets;
		this.known = known;
		this.random = random;
	}

	Provisioned provision(AgentPlan plan, AgentRuntime runtime) throws ApiException {
		ObjectKey agent = plan.key();
		List<Observed> secrets = observe(agent, secrets(plan, runtime));
		List<Observed> others = observe(agent, this.resources.desired(plan, runtime, ""));
		List<Observed> signer = observe(agent, this.resources.signer(plan, runtime, "", ""));
		Optional<Observed> foreign = Stream.of(secrets, others, signer)
			.flatMap(List::stream)
			.filter((child) -> child.isForeign(plan.name()))
			.findFirst();
		if (foreign.isPresent()) {
			return new Provisioned.NotOurs(foreign.get().name());
		}
		List<JsonObject> stored = writeAll(agent, secrets);
		// A key that somebody changed by hand has to reach the pod, too.
		String versions = stored.stream()
			.map((secret) -> Documents.text(secret, "metadata", "resourceVersion"))
			.collect(Collectors.joining(","));
		WalletState wallet = wallet(plan);
		List<ChildObject> desired = this.resources.desired(plan.withWallet(wallet.address()), runtime, versions);
		JsonObject deployment = writeAll(agent, rendered(agent, desired, others)).getLast();
		if (wallet instanceof WalletState.Kept kept) {
			writeAll(agent,
					rendered(agent, this.resources.signer(plan, runtime, kept.token(), kept.version()), signer));
		}
		return new Provisioned.Applied(deployment, apiKey(stored.getFirst()), wallet);
	}

	/** The same objects with what was only known after they had been observed. */
	private List<Observed> rendered(ObjectKey agent, List<ChildObject> wanted, List<Observed> observed)
			throws ApiException {
		List<Observed> current = new ArrayList<>();
		for (int i = 0; i < wanted.size(); i++) {
			current.add(again(agent, wanted.get(i), observed.get(i)));
		}
		return current;
	}

	void forget(ObjectKey agent) {
		this.known.forget(agent);
	}

	private WalletState wallet(AgentPlan plan) throws ApiException {
		return plan.spec().wantsWallet() ? this.wallets.keep(plan.key(), plan.walletAddress())
				: new WalletState.NotWanted();
	}

	private List<JsonObject> writeAll(ObjectKey agent, List<Observed> children) throws ApiException {
		List<JsonObject> stored = new ArrayList<>();
		for (Observed child : children) {
			if (!child.isInPlace()) {
				JsonObject object = write(child);
				this.known.remember(agent, child.wanted(), object);
				stored.add(object);
			}
		}
		return stored;
	}

	private List<ChildObject> secrets(AgentPlan plan, AgentRuntime runtime) {
		List<ChildObject> secrets = new ArrayList<>();
		secrets.add(this.resources.apiKey(plan.key(), newKey()));
		this.resources.modelKey(plan, runtime).ifPresent(secrets::add);
		this.resources.toolsToken(plan, runtime, newKey()).ifPresent(secrets::add);
		return secrets;
	}

	private List<Observed> observe(ObjectKey agent, List<ChildObject> children) throws ApiException {
		List<Observed> observed = new ArrayList<>();
		for (ChildObject child : children) {
			observed.add(observe(agent, child));
		}
		return observed;
	}

	private Observed observe(ObjectKey agent, ChildObject child) throws ApiException {
		if (!CONTENT_MATTERS.contains(child.type()) && this.known.isInPlace(agent, child)) {
			return new Observed(child, Optional.empty(), true);
		}
		return new Observed(child, this.cluster.get(child.type(), Documents.key(child.document())), false);
	}

	/** An object that is to be something else than at first has to be read after all. */
	private Observed again(ObjectKey agent, ChildObject wanted, Observed first) throws ApiException {
		boolean same = wanted.document().equals(first.wanted().document());
		return (first.isInPlace() && !same) ? observe(agent, wanted)
				: new Observed(wanted, first.live(), first.isInPlace());
	}

	private JsonObject write(Observed child) throws ApiException {
		ResourceType type = child.wanted().type();
		JsonObject document = child.wanted().document();
		Optional<JsonObject> live = child.live();
		return switch (child.wanted().mode()) {
			case APPLY -> this.apply.apply(type, document, live).object();
			case SEED -> child.isSeeded() ? live.orElseThrow() : this.apply.apply(type, document, live).object();
			case CREATE_ONCE -> live.isPresent() ? live.get() : this.apply.createOnce(type, document).object();
			case REPLACE -> replace(child);
		};
	}

	private JsonObject replace(Observed child) throws ApiException {
		ResourceType type = child.wanted().type();
		JsonObject document = child.wanted().document();
		if (child.live().isPresent()) {
			JsonObject live = child.live().get();
			if (ServerSideApply.contains(live, document)) {
				return live;
			}
			this.cluster.delete(type, Documents.key(document), Documents.text(live, "metadata", "uid"));
		}
		return this.apply.createOnce(type, document).object();
	}

	private String newKey() {
		byte[] bytes = new byte[KEY_BYTES];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private static String apiKey(JsonObject secret) {
		byte[] value = Base64.getDecoder().decode(Documents.text(secret, "data", AgentResources.API_KEY));
		if (value.length == 0) {
			throw new UnusableSecretException("Secret " + AgentResources.API_SECRET + " has no "
					+ AgentResources.API_KEY + "; delete the Secret to have a new key minted");
		}
		return new String(value, StandardCharsets.US_ASCII);
	}

	/** An object, as it is to be and as it is; not read if it is known to be in place. */
	private record Observed(ChildObject wanted, Optional<JsonObject> live, boolean isInPlace) {

		boolean isForeign(String agent) {
			// A namespace is made by whoever creates the Agent, so it is nobody's.
			return !this.wanted.type().equals(ResourceType.NAMESPACE) && this.live.isPresent()
					&& !Labels.isOurs(this.live.get(), agent);
		}

		boolean isSeeded() {
			return this.live.isPresent() && seed(this.live.get()).equals(seed(this.wanted.document()));
		}

		String name() {
			ObjectKey key = Documents.key(this.wanted.document());
			return this.wanted.type().kind() + " " + key.name();
		}

		private static String seed(JsonObject object) {
			return Documents.text(object, "metadata", "annotations", AgentResources.SEED_ANNOTATION);
		}

	}

}
