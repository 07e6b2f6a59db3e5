package org.obol.local.stack;

import java.time.Clock;
import java.util.concurrent.Callable;

import org.obol.local.stack.console.Progress;
import org.obol.local.stack.data.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts the suite and holds it until Ctrl-C, or leaves it in the background.
 */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Start the whole suite on this machine.")
final class UpCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private CommandSpec spec;

	@Mixin
	private final StackOptions options = new StackOptions();

	@Option(names = "--detach", description = "Leave the suite running in the background.")
	private boolean detach;

	@Override
	public Integer call() {
		StartPlan plan = StartPlan.check(this.options, Checkout.find(), System.getenv());
		Progress progress = new Progress(System.out, Clock.systemUTC());
		if (this.detach) {
			StackState state = new DetachedStart(plan.data()).start(DetachedStart.upArguments(typed()));
			progress.print("");
			Farewell.detached(state, progress);
			return 0;
		}
		try (RunningStack stack = RunningStack.start(plan, progress)) {
			if (!DetachedStart.isOwnChild(System.getenv())) {
				Farewell.attached(stack.state(), progress);
			}
			stack.holdUntilStopped();
			return 1;
		}
	}

	private java.util.List<String> typed() {
		return this.spec.commandLine().getParseResult().originalArgs();
	}

}
