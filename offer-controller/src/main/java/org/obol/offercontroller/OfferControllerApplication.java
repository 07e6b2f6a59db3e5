package org.obol.offercontroller;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the offer-controller. */
@SpringBootApplication
public class OfferControllerApplication {

	/**
	 * Starts the program.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(OfferControllerApplication.class, args);
	}

}
