package org.obol.shell.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.obol.shell.agent.AgentCommands;
import org.obol.shell.buy.BuyCommands;
import org.obol.shell.cluster.Waiting;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.sell.DemoCommand;
import org.obol.shell.sell.InfoCommand;
import org.obol.shell.sell.OfferCommands;
import org.obol.shell.sell.PricingCommand;
import org.obol.shell.sell.RegisterCommand;
import org.obol.shell.sell.SellCommands;
import org.obol.shell.sell.TestCommand;
import org.obol.shell.wallet.WalletCommands;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The whole console in this JVM, with an environment of its own. */
public final class TestConsole {

	private final CommandRunner runner;

	private final Deque<String> answers = new ArrayDeque<>();

	private boolean somebodyThere;

	/**
	 * A console.
	 * @param environment its environment variables; nothing else is seen
	 */
	public TestConsole(Map<String, Object> environment) {
		StandardEnvironment own = new StandardEnvironment();
		own.getPropertySources().forEach((source) -> own.getPropertySources().remove(source.getName()));
		own.getPropertySources().addFirst(new MapPropertySource("test", environment));
		List<CommandSpec> commands = new ArrayList<>();
		sources(own).forEach((source) -> commands.addAll(source.commands()));
		commands.addAll(new HelpCommands((names) -> this.help(names)).commands());
		commands.addAll(new CompletionCommands(this::grammar).commands());
		this.runner = new CommandRunner(new Grammar(commands), false);
	}

	private static List<CommandSource> sources(Environment environment) {
		Waiting waiting = new Waiting(Clock.systemUTC());
		SecureRandom random = new SecureRandom();
		return List.of(new AgentCommands(environment, waiting, random), new SellCommands(environment, waiting),
				new DemoCommand(environment, waiting), new OfferCommands(environment), new InfoCommand(environment),
				new PricingCommand(environment), new RegisterCommand(environment), new TestCommand(environment),
				new BuyCommands(environment, Clock.systemUTC(), random), new WalletCommands(environment, random),
				new SuiteCommands());
	}

	private String help(List<String> names) {
		return this.runner.helpOf(names);
	}

	/**
	 * Puts a person at the terminal, who gives these answers.
	 * @param given in order
	 * @return this
	 */
	public TestConsole answering(String... given) {
		this.somebodyThere = true;
		this.answers.addAll(List.of(given));
		return this;
	}

	CommandRunner runner() {
		return this.runner;
	}

	/**
	 * All commands.
	 * @return the grammar
	 */
	public Grammar grammar() {
		return this.runner.grammar();
	}

	/**
	 * Runs a command.
	 * @param words the command line
	 * @return what came of it
	 */
	public Run run(String... words) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		int status = this.runner
			.run(List.of(words),
					new CommandRunner.Streams(new PrintWriter(out), new PrintWriter(err),
							this.somebodyThere ? new Scripted() : Questions.NONE))
			.code();
		return new Run(status, out.toString().stripTrailing(), err.toString().stripTrailing());
	}

	/** Gives the prepared answers. */
	private final class Scripted implements Questions {

		@Override
		public boolean possible() {
			return true;
		}

		@Override
		public String read(String prompt) {
			if (TestConsole.this.answers.isEmpty()) {
				throw new AssertionError("unexpected question: " + prompt);
			}
			return TestConsole.this.answers.removeFirst();
		}

		@Override
		public String readSecret(String prompt) {
			return read(prompt);
		}

	}

	/**
	 * What came of a command.
	 *
	 * @param status the exit status
	 * @param out standard output
	 * @param err standard error
	 */
	public record Run(int status, String out, String err) {

		/**
		 * Standard output as JSON.
		 * @return the JSON
		 */
		public JsonElement json() {
			return JsonParser.parseString(this.out);
		}

	}

}
