package org.obol.storefront.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the catalogue says about itself.
 *
 * @param publicUrl where buyers reach the gateway
 * @param profile who sells
 */
@Validated
@ConfigurationProperties("obol")
public record CatalogueProperties(@NotNull @DefaultValue("http://localhost:8402") URI publicUrl,
		@Valid @DefaultValue Profile profile) {

	/**
	 * The public URL as documents write it.
	 * @return without a trailing slash
	 */
	public String publicUrlText() {
		String text = this.publicUrl.toString();
		return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
	}

	/**
	 * Who sells.
	 *
	 * @param displayName the seller's name
	 * @param tagline one sentence below it
	 */
	public record Profile(@NotBlank @DefaultValue("Obol Agent Market") String displayName,
			@NotBlank @DefaultValue("Agents and APIs you pay for call by call. No account, no subscription.") String tagline) {

	}

}
