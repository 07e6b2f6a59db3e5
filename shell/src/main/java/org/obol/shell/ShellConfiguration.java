package org.obol.shell;

import java.security.SecureRandom;
import java.time.Clock;
import org.obol.shell.agent.AgentCommands;
import org.obol.shell.buy.BuyCommands;
import org.obol.shell.cluster.Waiting;
import org.obol.shell.console.CommandSource;
import org.obol.shell.console.Completions;
import org.obol.shell.console.ConsoleConfiguration;
import org.obol.shell.console.SuiteCommands;
import org.obol.shell.sell.DemoCommand;
import org.obol.shell.sell.InfoCommand;
import org.obol.shell.sell.OfferCommands;
import org.obol.shell.sell.PricingCommand;
import org.obol.shell.sell.RegisterCommand;
import org.obol.shell.sell.SellCommands;
import org.obol.shell.sell.TestCommand;
import org.obol.shell.wallet.WalletCommands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Puts the console together by hand: auto-configuration would cost half of its start-up
 * time.
 */
@Configuration(proxyBeanMethods = false)
@Import(ConsoleConfiguration.class)
class ShellConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	SecureRandom secureRandom() {
		return new SecureRandom();
	}

	@Bean
	Waiting waiting(Clock clock) {
		return new Waiting(clock);
	}

	@Bean
	@Order(1)
	CommandSource agentCommands(Environment environment, Waiting waiting, SecureRandom random) {
		return new AgentCommands(environment, waiting, random);
	}

	@Bean
	@Order(2)
	CommandSource sellCommands(Environment environment, Waiting waiting) {
		return new SellCommands(environment, waiting);
	}

	@Bean
	@Order(2)
	CommandSource demoCommand(Environment environment, Waiting waiting) {
		return new DemoCommand(environment, waiting);
	}

	@Bean
	@Order(3)
	CommandSource offerCommands(Environment environment) {
		return new OfferCommands(environment);
	}

	@Bean
	@Order(3)
	CommandSource infoCommand(Environment environment) {
		return new InfoCommand(environment);
	}

	@Bean
	@Order(3)
	CommandSource pricingCommand(Environment environment) {
		return new PricingCommand(environment);
	}

	@Bean
	@Order(3)
	CommandSource registerCommand(Environment environment) {
		return new RegisterCommand(environment);
	}

	@Bean
	@Order(3)
	CommandSource testCommand(Environment environment) {
		return new TestCommand(environment);
	}

	@Bean
	@Order(4)
	CommandSource buyCommands(Environment environment, Clock clock, SecureRandom random) {
		return new BuyCommands(environment, clock, random);
	}

	@Bean
	@Order(5)
	CommandSource walletCommands(Environment environment, SecureRandom random) {
		return new WalletCommands(environment, random);
	}

	@Bean
	@Order(6)
	CommandSource suiteCommands() {
		return new SuiteCommands();
	}

	@Bean
	Completions completions(Environment environment) {
		return new KnownNames(environment);
	}

}
