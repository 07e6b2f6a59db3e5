package org.obol.system.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;

/**
 * The chart of this checkout, rendered by the real Helm library.
 */
final class SuiteChart {

	static final Path ROOT = Path.of(System.getProperty("obol.root"));

	static final Path FOLDER = ROOT.resolve("charts/obol");

	private static final String KUBERNETES = "1.37.2";

	private final Map<String, Object> settings = new LinkedHashMap<>();

	private final List<Path> files = new ArrayList<>();

	static SuiteChart withDefaults() {
		return new SuiteChart();
	}

	static SuiteChart forALaptop() {
		return new SuiteChart().file("values-local.yaml")
			.set("payment-gateway.facilitator.settlementKey", "0x" + "1".repeat(64));
	}

	SuiteChart set(String key, Object value) {
		this.settings.put(key, value);
		return this;
	}

	SuiteChart file(String name) {
		this.files.add(FOLDER.resolve(name));
		return this;
	}

	Manifests render() {
		TemplateCommand template = new Helm(FOLDER).template()
			.withName("obol")
			.withNamespace("obol-system")
			.withKubeVersion(KUBERNETES);
		this.files.forEach(template::withValuesFile);
		this.settings.forEach(template::set);
		return Manifests.of(template.call());
	}

}
