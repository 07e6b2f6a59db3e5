package org.obol.local.stack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.RunningProcess;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;

/**
 * What {@code obol stack status} says, for people and for programs.
 *
 * @param data the data directory asked about
 * @param state what runs there, or {@code null} when nothing does
 * @param memory resident memory in bytes by process id
 */
record StatusReport(DataDirectory data, @Nullable StackState state, Map<Long, Long> memory) {

	private static final String ROW = "%-34s %8s %6s %-20s %9s%n";

	String json() {
		Map<String, Object> report = new LinkedHashMap<>();
		report.put("running", this.state != null);
		report.put("dataDirectory", this.data.root().toString());
		if (this.state != null) {
			report.put("ready", this.state.ready());
			report.put("pid", this.state.pid());
			report.put("startedAt", this.state.startedAt());
			report.put("gatewayUrl", this.state.gatewayUrl());
			report.put("adminUrl", this.state.adminUrl());
			report.put("storefrontUrl", this.state.storefrontUrl());
			report.put("rpcUrl", this.state.rpcUrl());
			report.put("network", this.state.network());
			report.put("kubeconfig", this.state.kubeconfig());
			report.put("processes", this.state.processes().stream().map(this::describe).toList());
		}
		return StateFile.toJson(report);
	}

	private Map<String, Object> describe(RunningProcess process) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("name", process.name());
		description.put("pid", process.pid());
		if (process.port() != null) {
			description.put("port", process.port());
		}
		description.put("startedAt", process.startedAt());
		description.put("rssBytes", this.memory.getOrDefault(process.pid(), 0L));
		description.put("log", process.log());
		return description;
	}

	String table() {
		if (this.state == null) {
			return "Nothing runs on " + this.data.root() + ". Start it with: obol up" + System.lineSeparator();
		}
		StringBuilder table = new StringBuilder();
		table.append(line("stack", this.state.ready() ? "ready" : "starting", this.state.startedAt()));
		table.append(line("gateway", this.state.gatewayUrl(), "where buyers pay"));
		table.append(line("storefront", this.state.storefrontUrl(), "the catalogue"));
		table.append(line("chain", this.state.rpcUrl(), this.state.network()));
		table.append(line("kubectl", "--kubeconfig", this.state.kubeconfig()));
		table.append(System.lineSeparator());
		table.append(String.format(Locale.ROOT, ROW, "NAME", "PID", "PORT", "SINCE", "MEMORY"));
		this.state.processes().forEach((process) -> table.append(row(process)));
		long all = this.state.processes().stream().mapToLong((process) -> memoryOf(process.pid())).sum();
		table.append(String.format(Locale.ROOT, ROW, "", "", "", "", megabytes(all)));
		return table.toString();
	}

	private static String line(String name, Object value, Object remark) {
		return String.format(Locale.ROOT, "%-11s %s  %s%n", name, value, remark);
	}

	private String row(RunningProcess process) {
		Object port = (process.port() != null) ? process.port() : "";
		String since = process.startedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
		return String.format(Locale.ROOT, ROW, process.name(), process.pid(), port, since,
				megabytes(memoryOf(process.pid())));
	}

	private long memoryOf(long pid) {
		return this.memory.getOrDefault(pid, 0L);
	}

	private static String megabytes(long bytes) {
		return bytes / (1024 * 1024) + " MiB";
	}

}
