package org.obol.local.stack;

import java.io.PrintWriter;

import org.obol.local.kubernetes.binaries.BinariesUnavailableException;
import org.obol.local.kubernetes.controlplane.ControlPlaneException;
import org.obol.local.stack.chain.ChainException;
import org.obol.local.stack.console.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code obol up}, {@code obol demo} and {@code obol stack}. Whatever
 * goes wrong is told in one line, and the exit status is not 0.
 */
@Command(name = "obol", description = "Obol Agent Market on one machine.",
		subcommands = { UpCommand.class, DemoCommand.class, StackCommand.class, InstallChartCommand.class })
public final class Stack implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private CommandSpec spec;

	Stack() {
	}

	/**
	 * Runs a command and exits with its status.
	 * @param args what was typed after {@code obol}
	 */
	public static void main(String[] args) {
		// PostgreSQL, helm and the client would each announce themselves otherwise.
		System.exit(run(args));
	}

	/**
	 * Runs a command.
	 * @param args what was typed after {@code obol}
	 * @return the exit status: 0, 1 when it failed, 2 when it was typed wrongly
	 */
	static int run(String... args) {
		return new CommandLine(new Stack()).setParameterExceptionHandler(Stack::explainUsage)
			.setExecutionExceptionHandler(Stack::explainFailure)
			.setCaseInsensitiveEnumValuesAllowed(true)
			.execute(args);
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "say what to do: up, demo or stack");
	}

	private static int explainUsage(ParameterException ex, String[] args) {
		CommandLine command = ex.getCommandLine();
		PrintWriter err = command.getErr();
		err.println("obol: " + firstLine(ex.getMessage()) + " (see obol " + typed(command) + "--help)");
		return command.getCommandSpec().exitCodeOnInvalidInput();
	}

	private static String typed(CommandLine command) {
		String name = command.getCommandSpec().qualifiedName();
		return name.equals("obol") ? "" : name.substring("obol ".length()) + " ";
	}

	private static int explainFailure(Exception ex, CommandLine command, CommandLine.ParseResult typed) {
		PrintWriter err = command.getErr();
		err.println("obol: " + sentence(ex));
		if (System.getenv("OBOL_DEBUG") != null) {
			ex.printStackTrace(err);
		}
		return command.getCommandSpec().exitCodeOnExecutionException();
	}

	private static String sentence(Exception ex) {
		boolean meantForPeople = ex instanceof StackException || ex instanceof ChainException
				|| ex instanceof BinariesUnavailableException || ex instanceof ControlPlaneException;
		if (meantForPeople) {
			return firstLine(ex.getMessage());
		}
		return "unexpected " + ex.getClass().getSimpleName() + ": " + firstLine(ex.getMessage())
				+ " (set OBOL_DEBUG=1 to see where)";
	}

	private static String firstLine(@org.jspecify.annotations.Nullable String message) {
		return (message != null) ? message.lines().findFirst().orElse("") : "no message";
	}

}
