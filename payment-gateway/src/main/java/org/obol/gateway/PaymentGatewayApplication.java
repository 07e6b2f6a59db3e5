package org.obol.gateway;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The payment gateway: x402 in front of every offer. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PaymentGatewayApplication {

	/**
	 * Starts the gateway.
	 * @param args Spring's usual arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(PaymentGatewayApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
