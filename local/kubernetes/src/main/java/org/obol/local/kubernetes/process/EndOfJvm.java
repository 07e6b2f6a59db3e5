package org.obol.local.kubernetes.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is to be stopped when the JVM ends, last begun first: pods before the control
 * plane that they talk to. Hooks of the JVM itself would run all at once.
 */
public final class EndOfJvm {

	private static final Deque<Registration> REGISTERED = new ArrayDeque<>();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(EndOfJvm::stopAll, "end-of-jvm"));
	}

	private EndOfJvm() {
	}

	/**
	 * Asks for something to be stopped at the end of the JVM.
	 * @param stop stops it; may be called although it is stopped already
	 * @return takes the request back when it is closed
	 */
	public static Registration stops(Runnable stop) {
		Registration registration = new Registration(stop);
		synchronized (REGISTERED) {
			REGISTERED.push(registration);
		}
		return registration;
	}

	private static void stopAll() {
		while (true) {
			Registration next;
			synchronized (REGISTERED) {
				next = REGISTERED.poll();
			}
			if (next == null) {
				return;
			}
			next.stop.run();
		}
	}

	/** A request that can be taken back. */
	public static final class Registration implements AutoCloseable {

		private final Runnable stop;

		private Registration(Runnable stop) {
			this.stop = stop;
		}

		@Override
		public void close() {
			synchronized (REGISTERED) {
				REGISTERED.remove(this);
			}
		}

	}

}
