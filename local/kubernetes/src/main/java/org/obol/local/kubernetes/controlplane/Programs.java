package org.obol.local.kubernetes.controlplane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.process.ProcessCommand;
import org.obol.local.kubernetes.process.ProcessRegister;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running programs of one control plane. Once it is ready, a program that ends by
 * itself is started again.
 */
final class Programs {

	private static final Logger logger = LoggerFactory.getLogger(Programs.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final ProcessRegister register;

	private final List<Program> programs = new ArrayList<>();

	private volatile boolean supervised;

	private boolean stopping;

	Programs(ProcessRegister register) {
		this.register = register;
	}

	synchronized ChildProcess start(ProcessCommand command) {
		if (this.stopping) {
			throw new ControlPlaneException("the control plane is being stopped");
		}
		ChildProcess child = ChildProcess.start(command);
		this.register.add(child);
		this.programs.removeIf((program) -> program.command().equals(command));
		this.programs.add(new Program(command, child));
		Thread.ofVirtual().name("watch-" + command.name()).start(() -> restartAfterEnd(command, child));
		return child;
	}

	private void restartAfterEnd(ProcessCommand command, ChildProcess child) {
		int status = child.onExit().join();
		if (!isToBeRestarted(child)) {
			return;
		}
		logger.warn("{} ended with status {}; it is started again, see {}", command.name(), status, command.log());
		LockSupport.parkNanos(PAUSE.toNanos());
		synchronized (this) {
			if (isToBeRestarted(child)) {
				this.register.remove(child);
				start(command);
			}
		}
	}

	private synchronized boolean isToBeRestarted(ChildProcess child) {
		return this.supervised && !this.stopping
				&& this.programs.stream().anyMatch((program) -> program.process() == child);
	}

	/** From now on no program may end by itself. */
	void supervise() {
		this.supervised = true;
	}

	synchronized List<ChildProcess> processes() {
		return this.programs.stream().map(Program::process).toList();
	}

	/** Stops in the reverse order of the start. */
	synchronized void stop(Duration grace) {
		this.stopping = true;
		for (Program program : this.programs.reversed()) {
			if (program.process().isAlive()) {
				program.process().stop(grace);
			}
			this.register.remove(program.process());
		}
	}

	private record Program(ProcessCommand command, ChildProcess process) {
	}

}
