package org.obol.agenttools.settings;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the market's own services are called.
 *
 * @param url the gateway's public port, as programs of the suite reach it
 */
@Validated
@ConfigurationProperties("obol.gateway")
public record MarketSettings(@NotNull @DefaultValue("http://localhost:8402") URI url) {

}
