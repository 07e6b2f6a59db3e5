package org.obol.gateway.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that are printed in the end. */
final class Report {

	private final Map<String, List<Measured>> loads = new LinkedHashMap<>();

	private final StringBuilder latencies = new StringBuilder();

	private final StringBuilder memory = new StringBuilder();

	private @Nullable Measured proxy;

	void load(String name, List<Measured> rounds) {
		this.loads.put(name, rounds);
	}

	void proxy(List<Measured> rounds) {
		load("plain reactor-netty proxy", rounds);
		this.proxy = Measured.median(rounds);
	}

	void latency(String name, Measured through, Measured direct) {
		this.latencies
			.append(String.format(Locale.ROOT, "| %s | %,.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %s |%n", name,
					through.perSecond(), through.load().p50(), direct.load().p50(),
					through.load().p50() - direct.load().p50(), through.load().p99(), direct.load().p99(),
					through.load().p99() - direct.load().p99(), through.load().statuses()));
	}

	void memory(String name, long mebibytes) {
		this.memory.append("RSS under load, ").append(name).append(": ").append(mebibytes).append(" MiB\n");
	}

	String text() {
		StringBuilder text = new StringBuilder("\nMeasured program on core " + Cores.SUBJECT + ", everything else on "
				+ Cores.REST + (Cores.canPin() ? "" : " (NOT pinned: no taskset)") + ".\n\n");
		text.append(
				"| load | /s | CPU us | p50 ms | p99 ms | /s to proxy | CPU to proxy | rounds CPU us | statuses |\n")
			.append("|---|---|---|---|---|---|---|---|---|\n");
		this.loads.forEach((name, rounds) -> text.append(line(name, rounds)));
		text.append("\n| at half load | /s | p50 | direct | added | p99 | direct | added | statuses |\n")
			.append("|---|---|---|---|---|---|---|---|---|\n");
		return text.append(this.latencies).append('\n').append(this.memory).toString();
	}

	private String line(String name, List<Measured> rounds) {
		Measured median = Measured.median(rounds);
		Measured other = this.proxy;
		String rate = (other != null) ? String.format(Locale.ROOT, "%.2f", median.perSecond() / other.perSecond()) : "";
		String cpu = (other != null) ? String.format(Locale.ROOT, "%.2f", median.cpuMicros() / other.cpuMicros()) : "";
		List<String> all = rounds.stream().map((each) -> String.format(Locale.ROOT, "%.0f", each.cpuMicros())).toList();
		return String.format(Locale.ROOT, "| %s | %,.0f | %.0f | %.2f | %.2f | %s | %s | %s | %s |%n", name,
				median.perSecond(), median.cpuMicros(), median.load().p50(), median.load().p99(), rate, cpu, all,
				median.load().statuses());
	}

}
