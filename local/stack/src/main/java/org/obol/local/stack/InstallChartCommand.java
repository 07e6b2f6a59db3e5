package org.obol.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.obol.local.stack.suite.SuiteChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Installs the chart in a process of its own: helm is a Go program in a library, and a Go
 * runtime in the JVM that holds the stack now and then kept it from hearing signals.
 */
@Command(name = "install-chart", hidden = true)
final class InstallChartCommand implements Callable<Integer> {

	@Parameters(index = "0")
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private Path chart;

	@Parameters(index = "1")
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private Path values;

	@Parameters(index = "2")
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private Path kubeconfig;

	@Override
	public Integer call() throws IOException {
		SuiteChart.load();
		// A line says that there is a Kubernetes now; the end of the input, that there
		// will be none.
		if (System.in.read() < 0) {
			return 1;
		}
		new SuiteChart(this.chart, this.values).install(this.kubeconfig);
		return 0;
	}

}
