package org.obol.agentcontroller.settings;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call agents: the gateway gets the right to read each agent's API key.
 *
 * @param namespace the namespace of the suite's programs
 * @param serviceAccount the gateway's ServiceAccount in it
 */
@Validated
@ConfigurationProperties("obol.gateway")
public record GatewaySettings(@NotBlank @DefaultValue("obol-system") String namespace,
		@NotBlank @DefaultValue("payment-gateway") String serviceAccount) {

}
