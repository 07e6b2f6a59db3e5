package org.obol.offercontroller.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AccessReviews;
import org.obol.admin.AdminException;
import org.obol.admin.Page;
import org.obol.admin.PageRequest;
import org.obol.admin.PodLogs;
import org.obol.admin.ResourceAccess;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.springframework.http.HttpHeaders;
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

/** {@code /admin/v1/offers}: every call is reviewed as the same verb on the resource. */
@RestController
@RequestMapping(path = "/admin/v1/offers", produces = MediaType.APPLICATION_JSON_VALUE)
class OfferAdminController {

	private static final String ONE = "/{namespace}/{name}";

	private final AccessReviews access;

	private final OfferStore offers;

	private final Preview preview;

	private final AgentLogs logs;

	OfferAdminController(AccessReviews access, OfferStore offers, Preview preview, AgentLogs logs) {
		this.logs = logs;
		this.access = access;
		this.offers = offers;
		this.preview = preview;
	}

	@GetMapping
	String list(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@RequestParam(required = false) @Nullable String namespace,
			@RequestParam(required = false) @Nullable String limit,
			@RequestParam(required = false) @Nullable String cursor) {
		require(token, "list", namespace, null);
		Page<ServiceOffer> page = Page.of(this.offers.list(namespace), (offer) -> ObjectKey.of(offer).toString(),
				PageRequest.parse(limit, cursor));
		JsonArray items = new JsonArray();
		page.items().forEach((offer) -> items.add(OfferStore.shown(Documents.of(offer).getAsJsonObject())));
		return Documents.object("items", items, "nextCursor", page.nextCursor()).toString();
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<String> create(
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@RequestBody String body) {
		OfferRequest request = OfferRequest.ofManifest(body);
		require(token, "create", request.key().namespace(), null);
		JsonObject created = this.offers.create(request);
		return ResponseEntity.created(URI.create("/admin/v1/offers/" + request.key())).body(created.toString());
	}

	@PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
	String preview(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@RequestBody String body) {
		OfferRequest request = OfferRequest.ofManifest(body);
		require(token, "create", request.key().namespace(), null);
		return this.preview.of(request.document()).toString();
	}

	@GetMapping(ONE)
	String get(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name) {
		require(token, "get", namespace, name);
		return this.offers.get(new ObjectKey(namespace, name)).toString();
	}

	@GetMapping(ONE + "/preview")
	String previewExisting(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name) {
		require(token, "get", namespace, name);
		return this.preview.of(this.offers.get(new ObjectKey(namespace, name))).toString();
	}

	@GetMapping(ONE + "/events")
	String events(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name) {
		require(token, "get", namespace, name);
		return Documents.object("items", this.offers.events(new ObjectKey(namespace, name))).toString();
	}

	/** Also needs the right that {@code kubectl logs} needs. */
	@GetMapping(ONE + "/logs")
	String logs(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name,
			@RequestParam(required = false) @Nullable String tail) {
		require(token, "get", namespace, name);
		this.access.require(token, PodLogs.right(namespace));
		ServiceOffer offer = Documents.as(this.offers.get(new ObjectKey(namespace, name)), ServiceOffer.class);
		return this.logs.of(offer, tail).toString();
	}

	@PatchMapping(path = ONE, consumes = { MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json" })
	String patch(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name, @RequestBody String body) {
		require(token, "patch", namespace, name);
		return this.offers.patch(OfferRequest.ofPatch(new ObjectKey(namespace, name), body)).toString();
	}

	@DeleteMapping(ONE)
	ResponseEntity<Void> delete(
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name) {
		require(token, "delete", namespace, name);
		this.offers.delete(new ObjectKey(namespace, name));
		return ResponseEntity.accepted().build();
	}

	@PostMapping(ONE + "/{action:pause|resume|drain}")
	String act(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
			@PathVariable String namespace, @PathVariable String name, @PathVariable String action,
			@RequestParam(required = false) @Nullable String gracePeriod) {
		require(token, "patch", namespace, name);
		ObjectKey key = new ObjectKey(namespace, name);
		JsonObject changed = switch (action) {
			case "pause" -> this.offers.pause(key, true);
			case "resume" -> this.offers.pause(key, false);
			case "drain" -> this.offers.drain(key, gracePeriod);
			default -> throw new AdminException(HttpStatus.NOT_FOUND, "not_found", "there is no action " + action);
		};
		return changed.toString();
	}

	private void require(@Nullable String token, String verb, @Nullable String namespace, @Nullable String name) {
		this.access.require(token, ResourceAccess.to(verb, ServiceOffer.PLURAL, namespace, name));
	}

}
