package org.obol.gateway.facilitator;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.extension.WalletSignatures;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.gateway.wire.WireLoops;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.extension.OfferReceipt;
import org.obol.x402.facilitator.AuthHeaders;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.FacilitatorRoster;
import org.obol.x402.facilitator.GuardedFacilitator;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import org.obol.x402.facilitator.RemoteFacilitator;
import org.obol.x402.facilitator.RemoteSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the facilitator that the configuration asks for. */
@Configuration(proxyBeanMethods = false)
class FacilitatorConfiguration {

	private static final Logger log = LoggerFactory.getLogger(FacilitatorConfiguration.class);

	// A handshake with TLS costs more than an idle connection.
	private static final Duration KEPT = Duration.ofSeconds(15);

	private static final Duration BUMP_AFTER = Duration.ofSeconds(15);

	@Bean
	Chains chains(ChainProperties properties, WireLoops loops) {
		return Chains.of(properties, loops);
	}

	@Bean
	Facilitator facilitator(FacilitatorProperties properties, Chains chains, ChainProperties endpoints, Clock clock,
			WireLoops loops) {
		List<Facilitator> all = new ArrayList<>();
		all.add(switch (properties.mode()) {
			case REMOTE -> remote(properties, properties.url(), properties.token(), loops);
			case IN_PROCESS -> {
				Facilitator own = inProcess(properties, chains, clock);
				yield endpoints.areDirect() ? own : new OffLoopFacilitator(own);
			}
		});
		properties.others().forEach((other) -> all.add(remote(properties, other.url(), other.token(), loops)));
		List<Facilitator> guarded = all.stream()
			.<Facilitator>map((one) -> new GuardedFacilitator(one, properties.guard().settings(), clock))
			.toList();
		// One alone gets everything: it need not have a list of what it can do.
		return (guarded.size() == 1) ? guarded.getFirst() : new FacilitatorRoster(guarded, clock);
	}

	/** The name is the one in the health answer. */
	@Bean
	TokenDomains tokens(Chains chains, Clock clock, MeterRegistry registry) {
		return new TokenDomains(chains, clock, registry);
	}

	@Bean
	SettlementLookup settlementLookup(Chains chains) {
		return new ChainLookup(chains);
	}

	/** Whoever settles here also signs what was offered and paid. */
	@Bean
	@ConditionalOnProperty("obol.facilitator.key-file")
	OfferReceipt offerReceipt(FacilitatorProperties properties) {
		return new OfferReceipt(account(Objects.requireNonNull(properties.keyFile())), properties.receipts());
	}

	@Bean
	WalletSignatures walletSignatures(Chains chains) {
		return new ChainWallets(chains);
	}

	private static Facilitator remote(FacilitatorProperties properties, URI url, @Nullable String token,
			WireLoops loops) {
		RemoteSettings settings = RemoteSettings.of(url)
			.withTimeouts(properties.verifyTimeout(), properties.settleTimeout());
		return remote((token != null && !token.isBlank()) ? settings.withAuth(AuthHeaders.bearer(token)) : settings,
				loops);
	}

	private static Facilitator remote(RemoteSettings settings, WireLoops loops) {
		return Proxies.isDirect(settings.url())
				? new RemoteFacilitator(settings, new WireTransport(loops.client(settings.connectTimeout(), KEPT)))
				: new OffLoopFacilitator(new RemoteFacilitator(settings));
	}

	private static Facilitator inProcess(FacilitatorProperties properties, Chains chains, Clock clock) {
		if (chains.clients().isEmpty()) {
			throw new IllegalArgumentException(
					"obol.chains is empty: mode in-process needs obol.chains[0].network and obol.chains[0].rpc-url");
		}
		EvmAccount account = account(Objects.requireNonNull(properties.keyFile()));
		log.info("Settling in this process from {} on {}", account.address(), chains.networks());
		return new OnchainFacilitator(chains.clients(), account, clock, new OnchainSettings(properties.settleTimeout(),
				BUMP_AFTER, properties.walletFactories(), BigInteger.valueOf(properties.maxGas())));
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
