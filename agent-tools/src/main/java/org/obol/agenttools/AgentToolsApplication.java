package org.obol.agenttools;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program that serves the agents' tools. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AgentToolsApplication {

	/**
	 * Starts the program.
	 * @param args Spring's own
	 */
	public static void main(String[] args) {
		SpringApplication.run(AgentToolsApplication.class, args);
	}

}
