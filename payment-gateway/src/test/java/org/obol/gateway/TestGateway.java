package org.obol.gateway;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Clock;
import java.util.Optional;
import org.obol.gateway.extension.WalletSignatures;
import org.obol.gateway.upstream.AgentKeys;
import org.obol.kube.ServiceResolver;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.extension.OfferReceipt;
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

	static final EvmAccount SIGNER = EvmAccount
		.ofPrivateKey("0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6");

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
	OfferReceipt offerReceipt() {
		return new OfferReceipt(SIGNER);
	}

	/** Only one wallet is a contract, and it accepts one signature. */
	@Bean
	WalletSignatures walletSignatures() {
		return (network, wallet, digest, signature) -> "0x5afe".equals(wallet.substring(0, 6))
				&& "0x1271".equals(signature);
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
