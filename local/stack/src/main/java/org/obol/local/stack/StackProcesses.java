package org.obol.local.stack;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessRegister;
import org.obol.local.stack.data.RunningProcess;

/**
 * The suite's foundations that this process started itself, and on which ports they are.
 */
final class StackProcesses {

	private final ProcessRegister register;

	private final Map<String, Integer> portsByName = new HashMap<>();

	private final List<ChildProcess> own = new ArrayList<>();

	StackProcesses(Path register) {
		this.register = new ProcessRegister(register);
	}

	/** Clears what a crashed one left. */
	synchronized void begin(PortOptions ports) {
		this.portsByName
			.putAll(Map.of("kube-apiserver", ports.kubernetes, "chain", ports.chain, "database", ports.postgres));
		this.register.reap();
	}

	synchronized void remember(ChildProcess process) {
		this.own.add(process);
		this.register.add(process);
	}

	synchronized void forget() {
		this.own.forEach(this.register::remove);
	}

	/** Describes this process, then the given ones that live, then our own. */
	synchronized List<RunningProcess> with(List<ChildProcess> others, Instant started, Path log) {
		List<RunningProcess> all = new ArrayList<>();
		all.add(new RunningProcess("stack", ProcessHandle.current().pid(), null, started, log.toString()));
		List<ChildProcess> children = new ArrayList<>(others);
		children.addAll(this.own);
		children.stream().filter(ChildProcess::isAlive).map(this::describe).forEach(all::add);
		return all;
	}

	private RunningProcess describe(ChildProcess child) {
		return new RunningProcess(child.name(), child.pid(), this.portsByName.get(child.name()), child.startedAt(),
				child.log().toString());
	}

	/** Waits until one of them ends; nobody starts it again. */
	ChildProcess awaitFirstEnd() {
		List<ChildProcess> watched;
		synchronized (this) {
			watched = List.copyOf(this.own);
		}
		CompletableFuture.anyOf(watched.stream().map(ChildProcess::onExit).toArray(CompletableFuture[]::new)).join();
		return watched.stream().filter((child) -> !child.isAlive()).findFirst().orElseThrow();
	}

}
