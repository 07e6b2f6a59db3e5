package org.obol.shell.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Grammar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What both modes of the console need. */
@Configuration(proxyBeanMethods = false)
public class ConsoleConfiguration {

	@Bean
	CommandRunner commandRunner(ObjectProvider<CommandSource> sources, Environment environment) {
		AtomicReference<CommandRunner> runner = new AtomicReference<>();
		List<CommandSpec> commands = new ArrayList<>();
		sources.orderedStream().forEach((source) -> commands.addAll(source.commands()));
		commands.addAll(new HelpCommands((names) -> runner.get().helpOf(names)).commands());
		commands.addAll(new CompletionCommands(() -> runner.get().grammar()).commands());
		runner
			.set(new CommandRunner(new Grammar(commands), environment.getProperty("obol.debug", Boolean.class, false)));
		return runner.get();
	}

	@Bean
	OneShot oneShot(CommandRunner runner) {
		return new OneShot(runner);
	}

}
