package org.obol.storefront.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the catalogue says about itself.
 *
 * @param publicUrl where buyers reach the gateway
 * @param profile who sells
 * @param registration what the market's registration file needs to know
 */
@Validated
@ConfigurationProperties("obol")
public record CatalogueProperties(@NotNull @DefaultValue("http://localhost:8402") URI publicUrl,
		@Valid @DefaultValue Profile profile, @Valid @DefaultValue Registration registration) {

	/**
	 * The public URL as documents write it.
	 * @return without a trailing slash
	 */
	public String publicUrlText() {
		String text = this.publicUrl.toString();
		return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
	}

	/**
	 * What the registration file needs to know besides offers.
	 *
	 * @param tombstones the ConfigMap that remembers registrations of deleted offers, as
	 * {@code namespace/name}; absent knows none
	 */
	public record Registration(@Nullable @Pattern(regexp = "[a-z0-9-]+/[a-z0-9.-]+") String tombstones) {

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
