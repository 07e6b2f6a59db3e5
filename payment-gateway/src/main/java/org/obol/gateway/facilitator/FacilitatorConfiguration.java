package org.obol.gateway.facilitator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.facilitator.AuthHeaders;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import org.obol.x402.facilitator.RemoteFacilitator;
import org.obol.x402.facilitator.RemoteSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the facilitator that the configuration asks for. */
@Configuration(proxyBeanMethods = false)
class FacilitatorConfiguration {

	private static final Logger log = LoggerFactory.getLogger(FacilitatorConfiguration.class);

	private static final Duration BUMP_AFTER = Duration.ofSeconds(15);

	@Bean
	Chains chains(ChainProperties properties) {
		return new Chains(properties);
	}

	@Bean
	Facilitator facilitator(FacilitatorProperties properties, Chains chains, Clock clock) {
		return switch (properties.mode()) {
			case REMOTE -> remote(properties);
			case IN_PROCESS -> inProcess(properties, chains, clock);
		};
	}

	@Bean
	SettlementLookup settlementLookup(Chains chains) {
		return new ChainLookup(chains);
	}

	private static Facilitator remote(FacilitatorProperties properties) {
		RemoteSettings settings = RemoteSettings.of(properties.url())
			.withTimeouts(properties.verifyTimeout(), properties.settleTimeout());
		String token = properties.token();
		return new RemoteFacilitator(
				(token != null && !token.isBlank()) ? settings.withAuth(AuthHeaders.bearer(token)) : settings);
	}

	private static Facilitator inProcess(FacilitatorProperties properties, Chains chains, Clock clock) {
		if (chains.clients().isEmpty()) {
			throw new IllegalArgumentException(
					"obol.chains is empty: mode in-process needs obol.chains[0].network and obol.chains[0].rpc-url");
		}
		EvmAccount account = account(Objects.requireNonNull(properties.keyFile()));
		log.info("Settling in this process from {} on {}", account.address(), chains.networks());
		return new OnchainFacilitator(chains.clients(), account, clock,
				new OnchainSettings(properties.settleTimeout(), BUMP_AFTER));
	}

	private static EvmAccount account(Path file) {
		try {
			return EvmAccount.ofPrivateKey(Files.readString(file).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("obol.facilitator.key-file " + file + " can't be read", ex);
		}
		catch (IllegalArgumentException ex) {
			// The key must not get into a log, so the cause stays out of it.
			throw new IllegalArgumentException("obol.facilitator.key-file " + file + " must hold 0x and 64 hex digits");
		}
	}

}
