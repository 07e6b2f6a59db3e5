package org.obol.offercontroller.registration;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.obol.api.IdentityRegistry;
import org.obol.kube.Cluster;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the look-up with the configured chains. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
class RegistrationConfiguration {

	private static final String FILE = "/.well-known/agent-registration.json";

	@Bean
	Tombstones tombstones(Cluster cluster, RegistrationProperties properties, Clock clock) {
		return new Tombstones(cluster, properties.registration().tombstonesKey(), clock);
	}

	@Bean
	RegistrationLookup registrationLookup(RegistrationProperties properties, Clock clock) {
		Map<String, Registry> registries = new LinkedHashMap<>();
		for (RegistrationProperties.Chain chain : properties.chains()) {
			IdentityRegistry.on(chain.network())
				.ifPresent((registry) -> registries.put(chain.network(),
						new ChainRegistry(ChainClient.connect(new Network(chain.network()), chain.rpcUrl()), registry,
								properties.registration().lookbackBlocks())));
		}
		String publicUrl = properties.publicUrl().toString().replaceAll("/+$", "");
		return new RegistrationLookup(registries, publicUrl + FILE, properties.registration(), clock);
	}

}
