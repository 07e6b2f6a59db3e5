package org.obol.shell.console;

import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.obol.shell.place.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.shell.core.ShellRunner;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.JLineInputProvider;
import org.springframework.shell.jline.JLineShellRunner;

/** The interactive console: banner, prompt, TAB and a history that lasts. */
@Configuration(proxyBeanMethods = false)
public class InteractiveConfiguration {

	private static final String BANNER = """

			  obol agent market
			  Sell an AI agent to strangers, call by call.

			  'help' lists the commands, TAB completes, 'exit' leaves.
			""";

	@Bean(destroyMethod = "close")
	Terminal terminal() throws IOException {
		return TerminalBuilder.builder().system(true).build();
	}

	@Bean
	LineReader lineReader(Terminal terminal, CommandRunner runner, Completions completions, Environment environment) {
		Path history = Place.dataDirectory(environment).resolve("history");
		return LineReaderBuilder.builder()
			.terminal(terminal)
			.appName("obol")
			.completer(new LineCompleter(runner.grammar(), completions))
			.variable(LineReader.HISTORY_FILE, history)
			.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
			// A line that starts with a blank stays out of the history.
			.option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
			.build();
	}

	@Bean
	ShellRunner shellRunner(LineReader reader, CommandRunner runner) {
		CommandRegistry registry = registry(runner, new ReaderQuestions(reader));
		JLineInputProvider input = new JLineInputProvider(reader);
		input.setPromptProvider(
				() -> new AttributedString("obol> ", AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).bold()));
		JLineShellRunner shell = new JLineShellRunner(input, new LineRouter(runner.grammar()), registry);
		return (args) -> {
			reader.getTerminal().writer().println(BANNER);
			shell.run(args);
		};
	}

	static CommandRegistry registry(CommandRunner runner, Questions questions) {
		CommandRegistry registry = new CommandRegistry();
		runner.grammar()
			.commands()
			.forEach((command) -> registry.registerCommand(new ShellCommand(command, runner, questions)));
		registry.registerCommand(new Complaint());
		return registry;
	}

}
