package org.obol.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import org.obol.local.stack.console.Progress;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;
import org.obol.local.stack.demo.Journey;
import org.obol.local.stack.demo.ShellConsole;
import org.obol.local.stack.suite.LocalImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts the suite and sells one answer on it. A suite that already runs on the same data
 * directory is used, and left running.
 */
@Command(name = "demo", mixinStandardHelpOptions = true,
		description = "Start the suite, offer an agent, buy one answer, show the money.")
final class DemoCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private CommandSpec spec;

	@Mixin
	private final StackOptions options = new StackOptions();

	@Option(names = "--keep", description = "Leave the suite running afterwards.")
	private boolean keep;

	@Override
	public Integer call() {
		Progress progress = new Progress(System.out, Clock.systemUTC());
		Checkout checkout = Checkout.find();
		DataDirectory data = this.options.data(System.getenv());
		Optional<StackState> running = new StateFile(data).running();
		if (running.isPresent()) {
			progress.step("using the suite that runs on " + data.root());
			play(awaitReady(data, this.options.startTimeout()), data, checkout, progress);
			return 0;
		}
		StartPlan plan = StartPlan.check(this.options, checkout, System.getenv());
		if (this.keep) {
			List<String> typed = this.spec.commandLine().getParseResult().originalArgs();
			StackState state = new DetachedStart(data).start(DetachedStart.upArguments(typed));
			play(state, data, checkout, progress);
			Farewell.kept(state, progress);
			return 0;
		}
		try (RunningStack stack = RunningStack.start(plan, progress)) {
			playOn(stack, data, checkout, progress);
			progress.step("stopping; with --keep the suite would go on running");
		}
		return 0;
	}

	// Somebody may have typed "up" a moment ago.
	private static StackState awaitReady(DataDirectory data, Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		while (System.nanoTime() < deadline) {
			StackState state = new StateFile(data).running()
				.orElseThrow(() -> new StackException("The suite on " + data.root() + " stopped while it started."));
			if (state.ready()) {
				return state;
			}
			LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
		}
		throw new StackException("The suite on " + data.root() + " did not become ready within " + patience.toSeconds()
				+ " s: see obol stack status.");
	}

	private static void playOn(RunningStack stack, DataDirectory data, Checkout checkout, Progress progress) {
		try {
			play(stack.state(), data, checkout, progress);
		}
		catch (RuntimeException ex) {
			stack.leaveToSignal();
			throw ex;
		}
	}

	private static void play(StackState state, DataDirectory data, Checkout checkout, Progress progress) {
		List<String> program = new ArrayList<>(OwnProgram.java());
		program.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		program.addAll(LocalImages.program(checkout.jar("shell")));
		Map<String, String> environment = Map.of("OBOL_HOME", data.root().toString(), "KUBECONFIG", state.kubeconfig(),
				"OBOL_GATEWAY", state.gatewayUrl().toString(), "OBOL_RPC_URL", state.rpcUrl().toString());
		ShellConsole console = new ShellConsole(program, environment, progress);
		new Journey(console, state, data, client(Path.of(state.kubeconfig())), progress).play();
	}

	private static ApiClient client(Path kubeconfig) {
		try (Reader reader = Files.newBufferedReader(kubeconfig)) {
			return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
