package org.obol.agentcontroller.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AccessReviews;
import org.obol.admin.AdminException;
import org.obol.admin.Page;
import org.obol.admin.PageRequest;
import org.obol.admin.PodLogs;
import org.obol.admin.ResourceAccess;
import org.obol.api.Agent;
import org.obol.kube.CallerClients;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/agents}: what a seller does with agents, without kubectl. */
@RestController
@RequestMapping(path = "/admin/v1/agents", produces = MediaType.APPLICATION_JSON_VALUE)
class AgentAdminController {

	private static final String AUTHORIZATION = "Authorization";

	private static final String ONE = "/{namespace}/{name}";

	private final AccessReviews reviews;

	private final SharedIndexInformer<Agent> agents;

	private final CallerClients callers;

	private final AgentNamespaces namespaces;

	private final PodLogs logs;

	AgentAdminController(ApiClient client, Informers informers, AgentNamespaces namespaces) {
		this.reviews = new AccessReviews(client);
		this.agents = informers.agents();
		this.callers = new CallerClients(client);
		this.namespaces = namespaces;
		this.logs = new PodLogs(client);
	}

	@GetMapping
	String list(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@RequestParam(required = false) @Nullable String namespace,
			@RequestParam(required = false) @Nullable String limit,
			@RequestParam(required = false) @Nullable String cursor) {
		this.reviews.require(caller, ResourceAccess.to("list", Agent.PLURAL, namespace, null));
		List<JsonObject> found = Informers.all(this.agents)
			.stream()
			.filter((agent) -> namespace == null || agent.namespace().equals(namespace))
			.map((agent) -> Documents.of(agent).getAsJsonObject())
			.toList();
		return AgentView
			.page(Page.of(found, (agent) -> Documents.key(agent).toString(), PageRequest.parse(limit, cursor)))
			.toString();
	}

	@GetMapping(ONE)
	String get(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@PathVariable String namespace, @PathVariable String name) {
		this.reviews.require(caller, ResourceAccess.to("get", Agent.PLURAL, namespace, name));
		return as(caller, namespace + "/" + name, (cluster, key) -> cluster.get(ResourceType.AGENT, key)
			.orElseThrow(() -> Refusals.notFound(key.toString())), new ObjectKey(namespace, name));
	}

	@PostMapping
	ResponseEntity<String> create(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@RequestBody String body) {
		JsonObject agent = AgentRequest.creation(body);
		ObjectKey key = Documents.key(agent);
		this.reviews.require(caller, ResourceAccess.to("create", Agent.PLURAL, key.namespace(), null));
		this.namespaces.ensure(key);
		String created = as(caller, key.toString(), (cluster, ignored) -> cluster.create(ResourceType.AGENT, agent),
				key);
		return ResponseEntity.status(HttpStatus.CREATED).header("Location", "/admin/v1/agents/" + key).body(created);
	}

	@PatchMapping(ONE)
	String change(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@PathVariable String namespace, @PathVariable String name, @RequestBody String body) {
		this.reviews.require(caller, ResourceAccess.to("patch", Agent.PLURAL, namespace, name));
		JsonObject patch = AgentRequest.change(body);
		return as(caller, namespace + "/" + name, (cluster, key) -> cluster.merge(ResourceType.AGENT, key, patch),
				new ObjectKey(namespace, name));
	}

	@DeleteMapping(ONE)
	ResponseEntity<Void> delete(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@PathVariable String namespace, @PathVariable String name) {
		this.reviews.require(caller, ResourceAccess.to("delete", Agent.PLURAL, namespace, name));
		as(caller, namespace + "/" + name, (cluster, key) -> {
			if (!cluster.delete(ResourceType.AGENT, key, null)) {
				throw Refusals.notFound(key.toString());
			}
			return new JsonObject();
		}, new ObjectKey(namespace, name));
		return ResponseEntity.accepted().build();
	}

	@GetMapping(ONE + "/events")
	String events(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@PathVariable String namespace, @PathVariable String name) {
		this.reviews.require(caller, new ResourceAccess("list", "events.k8s.io", "events", null, namespace, null));
		try {
			JsonArray items = new JsonArray();
			for (JsonObject event : cluster(caller).list(ResourceType.EVENT, namespace, "")) {
				if (Agent.KIND.equals(Documents.text(event, "regarding", "kind"))
						&& name.equals(Documents.text(event, "regarding", "name"))) {
					items.add(AgentView.event(event));
				}
			}
			return Documents.object("items", items).toString();
		}
		catch (ApiException ex) {
			throw Refusals.of(ex, namespace + "/" + name);
		}
	}

	/** Also needs the right that {@code kubectl logs} needs. */
	@GetMapping(ONE + "/logs")
	String logs(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String caller,
			@PathVariable String namespace, @PathVariable String name,
			@RequestParam(required = false) @Nullable String tail) {
		this.reviews.require(caller, PodLogs.right(namespace));
		// Answers 404 for what is no agent, so that other pods with its label stay out.
		get(caller, namespace, name);
		PodLogs.Lines read = this.logs.ofAgent(namespace, name, tail);
		return Documents.object("pod", read.pod(), "lines", read.lines()).toString();
	}

	private String as(@Nullable String caller, String agent, Call call, ObjectKey key) {
		try {
			return AgentView.of(call.on(cluster(caller), key)).toString();
		}
		catch (ApiException ex) {
			throw Refusals.of(ex, agent);
		}
	}

	private Cluster cluster(@Nullable String caller) {
		if (caller == null) {
			throw new AdminException(HttpStatus.UNAUTHORIZED, "unauthenticated", "a token is needed");
		}
		return new Cluster(this.callers.withToken(caller.replaceFirst("(?i)^bearer +", "")), "obol-admin");
	}

	/** One call to the API server in the caller's name. */
	@FunctionalInterface
	private interface Call {

		JsonObject on(Cluster cluster, ObjectKey key) throws ApiException;

	}

}
