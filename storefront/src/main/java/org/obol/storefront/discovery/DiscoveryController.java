package org.obol.storefront.discovery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.CatalogueSource;
import org.obol.storefront.catalogue.Operation;
import org.obol.storefront.catalogue.Tombstone;
import org.obol.storefront.discovery.ResourceList.Query;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Serves the documents that crawlers and agents look for. */
@RestController
class DiscoveryController {

	private final CatalogueSource catalogue;

	DiscoveryController(CatalogueSource catalogue) {
		this.catalogue = catalogue;
	}

	@GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
	ObjectNode openApi() {
		return OpenApiDocument.of(this.catalogue.current());
	}

	@GetMapping(path = "/.well-known/agent-card.json", produces = MediaType.APPLICATION_JSON_VALUE)
	ObjectNode agentCard() {
		return AgentCard.of(this.catalogue.current());
	}

	@GetMapping(path = "/.well-known/x402", produces = MediaType.APPLICATION_JSON_VALUE)
	ObjectNode x402() {
		Catalogue current = this.catalogue.current();
		List<String> urls = current.entries()
			.stream()
			.flatMap((entry) -> entry.operations().stream())
			.filter(Operation::paid)
			.map((operation) -> current.publicUrl() + operation.path())
			.distinct()
			.toList();
		return Nodes.object("version", 1, "resources", Nodes.array(urls));
	}

	@GetMapping(path = "/.well-known/agent-registration.json", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ObjectNode> registration() {
		Catalogue current = this.catalogue.current();
		if (!current.registered().isEmpty()) {
			return ResponseEntity.ok(RegistrationDocument.of(current));
		}
		List<Tombstone> tombstones = this.catalogue.tombstones();
		return tombstones.isEmpty() ? ResponseEntity.notFound().build()
				: ResponseEntity.ok(RegistrationDocument.of(tombstones));
	}

	@GetMapping(path = "/discovery/resources", produces = MediaType.APPLICATION_JSON_VALUE)
	ObjectNode resources(@RequestParam(required = false) @Nullable Integer limit,
			@RequestParam(required = false) @Nullable Integer offset,
			@RequestParam(required = false) @Nullable String type,
			@RequestParam(required = false) @Nullable String payTo,
			@RequestParam(required = false) @Nullable String scheme,
			@RequestParam(required = false) @Nullable String network) {
		return ResourceList.of(this.catalogue.current(),
				Query.of(limit, offset, type, Query.paying(payTo, scheme, network)));
	}

}
