package org.obol.gateway;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Clock;
import java.util.Optional;
import org.obol.gateway.upstream.AgentKeys;
import org.obol.kube.ServiceResolver;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The gateway with everything real but cluster, facilitator and chain. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@ConfigurationPropertiesScan("org.obol.gateway")
@ComponentScan(basePackages = "org.obol.gateway",
		excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
				pattern = { ".*\\.OfferWatch", ".*\\.SecretAgentKeys", ".*\\.ClusterConfiguration",
						".*\\.FacilitatorConfiguration", ".*\\.PaymentGatewayApplication", ".*IT\\$.*" }))
class TestGateway {

	static final String KEY = "agent-key";

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	FakeFacilitator facilitator() {
		return new FakeFacilitator();
	}

	@Bean
	FakeChain settlementLookup() {
		return new FakeChain();
	}

	@Bean
	ServiceResolver serviceResolver() {
		return ServiceResolver.inCluster();
	}

	/** Points nowhere until a test points it to a control plane. */
	@Bean
	ApiClient kubernetesClient() {
		return new ApiClient();
	}

	@Bean
	AgentKeys agentKeys() {
		return new AgentKeys() {
			@Override
			public Optional<String> of(String namespace) {
				return Optional.of(KEY);
			}

			@Override
			public void forget(String namespace) {
			}
		};
	}

}
