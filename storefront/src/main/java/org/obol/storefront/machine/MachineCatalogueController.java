package org.obol.storefront.machine;

import org.obol.storefront.catalogue.CatalogueSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the catalogue to programs and agents. */
@RestController
class MachineCatalogueController {

	private final CatalogueSource catalogue;

	MachineCatalogueController(CatalogueSource catalogue) {
		this.catalogue = catalogue;
	}

	@GetMapping(path = "/api/services.json", produces = MediaType.APPLICATION_JSON_VALUE)
	ServicesDocument services() {
		return ServicesDocument.of(this.catalogue.current());
	}

	@GetMapping(path = "/skill.md", produces = "text/markdown;charset=UTF-8")
	String skill() {
		return SkillDocument.of(this.catalogue.current());
	}

	@GetMapping(path = "/llms.txt", produces = "text/plain;charset=UTF-8")
	String llms() {
		return LlmsDocument.of(this.catalogue.current());
	}

}
