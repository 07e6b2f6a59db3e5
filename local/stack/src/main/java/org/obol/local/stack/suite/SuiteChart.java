package org.obol.local.stack.suite;

import java.nio.file.Files;
import java.nio.file.Path;

import com.marcnuri.helm.Helm;
import org.obol.local.stack.console.StackException;

/**
 * The suite's Helm chart, installed with its values for a laptop and with what only this
 * start knows: ports, URLs and secrets.
 */
public final class SuiteChart {

	private static final String RELEASE = "obol";

	private final Path chart;

	private final Path values;

	/**
	 * Uses the chart of a checkout.
	 * @param chart the chart's folder
	 * @param values the file with this start's values, over those of
	 * {@code values-local.yaml}
	 * @throws StackException if that is no chart
	 */
	public SuiteChart(Path chart, Path values) {
		if (!Files.exists(chart.resolve("Chart.yaml"))) {
			throw new StackException("There is no chart in " + chart + ": run ./obol from a complete checkout.");
		}
		this.chart = chart;
		this.values = values;
	}

	/**
	 * Loads helm, which takes a while the first time, so that it can happen beside
	 * something else.
	 */
	public static void load() {
		Helm.version().call();
	}

	/**
	 * Installs the chart, or brings an earlier installation up to date.
	 * @param kubeconfig an administrator's kubeconfig
	 * @throws StackException with helm's reason when it refuses
	 */
	public void install(Path kubeconfig) {
		try {
			new Helm(this.chart).upgrade()
				.install()
				.withName(RELEASE)
				.withNamespace(Deployments.NAMESPACE)
				.createNamespace()
				.withKubeConfig(kubeconfig)
				.withValuesFile(this.chart.resolve("values-local.yaml"))
				.withValuesFile(this.values)
				.call();
		}
		catch (IllegalStateException ex) {
			throw new StackException("The chart could not be installed: " + ex.getMessage(), ex);
		}
	}

}
