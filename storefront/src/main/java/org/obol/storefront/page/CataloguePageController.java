package org.obol.storefront.page;

import org.jspecify.annotations.Nullable;
import org.obol.storefront.catalogue.CatalogueSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Serves the catalogue page. */
@Controller
class CataloguePageController {

	private final CatalogueSource catalogue;

	private final Assets assets;

	CataloguePageController(CatalogueSource catalogue, Assets assets) {
		this.catalogue = catalogue;
		this.assets = assets;
	}

	@GetMapping("/")
	String page(@RequestParam(required = false) @Nullable String type,
			@RequestParam(name = "q", required = false) @Nullable String query, Model model) {
		model.addAttribute("page", CataloguePage.of(this.catalogue.current(), type, query));
		model.addAttribute("assets", this.assets);
		return "catalogue";
	}

	@GetMapping({ "/api", "/api/" })
	String api(Model model) {
		model.addAttribute("catalogue", this.catalogue.current());
		model.addAttribute("assets", this.assets);
		return "api";
	}

}
