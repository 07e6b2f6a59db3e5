package org.obol.gateway;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.netty.ReactorNetty;

/** The payment gateway: x402 in front of every offer. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PaymentGatewayApplication {

	/** A property of the JDK. */
	private static final String POLLERS = "jdk.pollerMode";

	/**
	 * Starts the gateway.
	 * @param args Spring's usual arguments
	 */
	public static void main(String[] args) {
		// One event loop a core, for server and client: more of them only take turns.
		if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
			System.setProperty(ReactorNetty.IO_WORKER_COUNT,
					String.valueOf(Runtime.getRuntime().availableProcessors()));
		}
		// Whoever waits for a socket is woken by a thread that does nothing else. The
		// JDK's virtual pollers would live on the event loop of whoever waited first.
		if (System.getProperty(POLLERS) == null) {
			System.setProperty(POLLERS, "1");
		}
		SpringApplication.run(PaymentGatewayApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
