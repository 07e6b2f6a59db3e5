package org.obol.demoagent;

import java.time.Clock;
import java.util.Map;

import org.obol.demoagent.analyst.AgentHome;
import org.obol.demoagent.analyst.Analyst;
import org.obol.demoagent.blocks.BlocksRoutes;
import org.obol.demoagent.chain.ChainReader;
import org.obol.demoagent.chat.ChatRoutes;
import org.obol.demoagent.hello.HelloRoutes;
import org.obol.demoagent.web.CommonRoutes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves one of the demo services; the environment says which.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class DemoAgentApplication {

	public static void main(String[] args) {
		DemoSettings settings;
		try {
			settings = DemoSettings.from(System.getenv());
		}
		catch (IllegalArgumentException ex) {
			System.err.println("demo-agent: " + ex.getMessage());
			System.exit(2);
			return;
		}
		application(settings).run(args);
	}

	static SpringApplication application(DemoSettings settings) {
		SpringApplication application = new SpringApplication(DemoAgentApplication.class);
		application.setDefaultProperties(Map.of("server.port", settings.port(), "server.address", settings.address()));
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("demoSettings", settings));
		return application;
	}

	@Bean
	RouterFunction<ServerResponse> routes(DemoSettings settings) {
		Clock clock = Clock.systemUTC();
		ChainReader chain = new ChainReader(settings.rpcUrl());
		RouterFunction<ServerResponse> service = switch (settings.type()) {
			case HELLO -> new HelloRoutes(clock).routes();
			case BLOCKS -> new BlocksRoutes(chain).routes();
			case QUANT -> new ChatRoutes(settings.apiKey(), settings.modelName(),
					new Analyst(chain, AgentHome.at(settings.home())), clock)
				.routes();
		};
		return CommonRoutes.around(service);
	}

}
