package org.obol.gateway.facilitator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.TokenGate;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.TokenCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Compares the EIP-712 domain that offers tell buyers with what the token itself says.
 * Buyers who sign in a wrong domain sign nothing of worth. A chain that is not
 * configured, or does not answer, proves nothing against an offer.
 */
class TokenDomains implements TokenGate, HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(TokenDomains.class);

	private static final int MOST = 1_000;

	/** A token behind a proxy may get another name. */
	private static final Duration GOOD_FOR = Duration.ofHours(1);

	private static final Duration BAD_FOR = Duration.ofMinutes(1);

	private final Chains chains;

	private final Clock clock;

	private final Map<Domain, Verdict> verdicts = new ConcurrentHashMap<>();

	TokenDomains(Chains chains, Clock clock, MeterRegistry registry) {
		this.chains = chains;
		this.clock = clock;
		Gauge.builder("obol.gateway.token.domain.mismatches", this, (self) -> self.problems().size())
			.register(registry);
	}

	@Override
	public Optional<String> problem(PaymentRequirements offer) {
		Optional<ChainClient> chain = this.chains.of(offer.network());
		if (chain.isEmpty()) {
			return Optional.empty();
		}
		Domain domain = Domain.of(offer);
		Instant now = this.clock.instant();
		Verdict known = this.verdicts.get(domain);
		if (known == null || !now.isBefore(known.until)) {
			known = ask(chain.get(), offer, now);
			if (this.verdicts.size() >= MOST) {
				this.verdicts.clear();
			}
			this.verdicts.put(domain, known);
		}
		return Optional.ofNullable(known.problem);
	}

	private static Verdict ask(ChainClient chain, PaymentRequirements offer, Instant now) {
		try {
			return TokenCheck.problem(chain, offer).map((problem) -> {
				log.error("Offers in this token stay closed: {}", problem);
				return new Verdict(problem, now.plus(BAD_FOR));
			}).orElseGet(() -> new Verdict(null, now.plus(GOOD_FOR)));
		}
		catch (ChainException ex) {
			log.warn("The domain of {} could not be checked: {}", offer.asset(), ex.getMessage());
			return new Verdict(null, now.plus(BAD_FOR));
		}
	}

	@Override
	public Health health() {
		Collection<String> problems = problems();
		// Up all the same: it is the offers that are wrong, and a restart helps nobody.
		return Health.up().withDetail("checked", this.verdicts.size()).withDetail("problems", problems).build();
	}

	private Collection<String> problems() {
		// An offer that is still there is asked about again soon after its verdict's
		// time.
		Instant since = this.clock.instant().minus(BAD_FOR);
		return this.verdicts.values()
			.stream()
			.filter((verdict) -> since.isBefore(verdict.until))
			.map(Verdict::problem)
			.filter(Objects::nonNull)
			.toList();
	}

	private record Verdict(@Nullable String problem, Instant until) {
	}

	private record Domain(Network network, String asset, String name, String version) {

		static Domain of(PaymentRequirements offer) {
			return new Domain(offer.network(), offer.asset(), offer.extraText("name").orElse(""),
					offer.extraText("version").orElse(""));
		}

	}

}
