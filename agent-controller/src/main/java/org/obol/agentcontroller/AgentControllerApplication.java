package org.obol.agentcontroller;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the agent-controller. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AgentControllerApplication {

	/**
	 * The program.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(AgentControllerApplication.class, args);
	}

}
