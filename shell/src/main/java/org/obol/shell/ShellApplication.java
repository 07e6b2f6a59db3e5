package org.obol.shell;

import java.util.Map;
import org.obol.shell.console.InteractiveConfiguration;
import org.obol.shell.console.OneShot;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.shell.core.ShellRunner;

/** Starts the console: with words it runs one command, without any it is interactive. */
public final class ShellApplication {

	private ShellApplication() {
	}

	/**
	 * Runs the console and ends the process with the command's exit status.
	 * @param args the command; none for the interactive console
	 * @throws Exception if the terminal breaks
	 */
	public static void main(String[] args) throws Exception {
		System.exit(run(args));
	}

	static int run(String... args) throws Exception {
		boolean interactive = args.length == 0 && System.console() != null && System.console().isTerminal();
		SpringApplication application = interactive
				? new SpringApplication(ShellConfiguration.class, InteractiveConfiguration.class)
				: new SpringApplication(ShellConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setLazyInitialization(true);
		application.setRegisterShutdownHook(false);
		// Words on the command line are the command's, never Spring's.
		application.setAddCommandLineProperties(false);
		application.setDefaultProperties(Map.of("spring.main.log-startup-info", "false"));
		try (ConfigurableApplicationContext context = application.run()) {
			if (interactive) {
				context.getBean(ShellRunner.class).run(args);
				return 0;
			}
			return context.getBean(OneShot.class).run(args);
		}
	}

}
