package org.obol.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a seller offers, and for how much. Written by the seller only.
 *
 * @param type {@code http} (the default), {@code inference}, {@code agent} or
 * {@code fine-tuning}
 * @param agent the Agent that is sold, for type {@code agent}
 * @param model the model that is sold, for type {@code inference}
 * @param upstream where calls go, for every type but {@code agent}
 * @param payment the price, and who is paid
 * @param payments more ways to pay; used instead of {@code payment} when not empty
 * @param path the URL prefix; {@code /services/<name>} when absent
 * @param description what buyers read; never taken from an agent's objective
 * @param settlement when money moves: {@code afterResponse}, {@code onFirstContent},
 * {@code upfront}; absent lets the kind of answer decide
 * @param limits what one call, or all calls together, may use
 * @param routes paths below {@code path} with a gate of their own
 * @param listing how the catalogue shows the offer
 * @param provenance copied into the registration document
 * @param registration the ERC-8004 registration
 * @param drainAt from when on the offer is on its way out, RFC 3339
 * @param drainGracePeriod how long it still answers after that, such as {@code 1h}
 */
public record ServiceOfferSpec(@Nullable String type, @Nullable AgentTarget agent, @Nullable Model model,
		@Nullable Upstream upstream, @Nullable Payment payment, List<Payment> payments, @Nullable String path,
		@Nullable String description, @Nullable String settlement, @Nullable Limits limits, List<Route> routes,
		@Nullable Listing listing, Map<String, String> provenance, @Nullable Registration registration,
		@Nullable String drainAt, @Nullable String drainGracePeriod) {

	/** Sells any HTTP service. */
	public static final String TYPE_HTTP = "http";

	/** Sells an OpenAI-compatible model. */
	public static final String TYPE_INFERENCE = "inference";

	/** Sells an Agent. */
	public static final String TYPE_AGENT = "agent";

	/** Sells fine-tuning jobs. */
	public static final String TYPE_FINE_TUNING = "fine-tuning";

	public ServiceOfferSpec {
		payments = Lists.orEmpty(payments);
		routes = Lists.orEmpty(routes);
		provenance = Lists.orEmpty(provenance);
	}

	/**
	 * A spec that says nothing; the API server refuses it.
	 * @return the empty spec
	 */
	public static ServiceOfferSpec empty() {
		return new ServiceOfferSpec(null, null, null, null, null, List.of(), null, null, null, null, List.of(), null,
				Map.of(), null, null, null);
	}

	/**
	 * The type that applies.
	 * @return the declared one or {@code http}
	 */
	public String effectiveType() {
		return Objects.requireNonNullElse(this.type, TYPE_HTTP);
	}

	/**
	 * The ways to pay, in the order the seller wants them shown.
	 * @return {@code payments}, or {@code payment} alone
	 */
	public List<Payment> effectivePayments() {
		if (!this.payments.isEmpty()) {
			return this.payments;
		}
		return (this.payment != null) ? List.of(this.payment) : List.of();
	}

	/**
	 * When a drained offer closes.
	 * @return {@code drainAt} plus the grace period (one hour when absent); empty for an
	 * offer that stays
	 */
	public Optional<Instant> drainEndsAt() {
		return (this.drainAt != null) ? Drain.end(this.drainAt, this.drainGracePeriod) : Optional.empty();
	}

	/**
	 * The Agent an offer sells.
	 *
	 * @param ref which one
	 * @param exposeModel whether the 402 names the agent's model in
	 * {@code extra.agentModel}
	 */
	public record AgentTarget(@Nullable AgentRef ref, @Nullable Boolean exposeModel) {

	}

	/**
	 * Names an Agent.
	 *
	 * @param name the Agent's name
	 * @param namespace the Agent's namespace; must be the offer's own
	 */
	public record AgentRef(String name, String namespace) {

	}

	/**
	 * A model that is sold.
	 *
	 * @param name the model's id at the upstream
	 * @param runtime {@code ollama}, {@code vllm} or {@code tgi}
	 */
	public record Model(String name, @Nullable String runtime) {

	}

	/**
	 * Where calls go.
	 *
	 * @param service the Service's name
	 * @param namespace the Service's namespace; must be the offer's own
	 * @param port the Service's port, 1 to 65535
	 * @param healthPath what must answer 2xx
	 */
	public record Upstream(String service, String namespace, @Nullable Integer port, @Nullable String healthPath) {

	}

	/**
	 * One way to pay.
	 *
	 * @param scheme {@code exact}; or {@code upto}, which charges what a call took, at
	 * most {@code price.perRequest}
	 * @param network a human name or CAIP-2
	 * @param payTo who is paid, 0x and 40 hex digits
	 * @param maxTimeoutSeconds how long a signed payment must stay valid
	 * @param asset the token; absent means the network's USDC
	 * @param price how much
	 */
	public record Payment(@Nullable String scheme, String network, String payTo, @Nullable Integer maxTimeoutSeconds,
			@Nullable Asset asset, Price price) {

		/**
		 * The same way to pay, for another price.
		 * @param other decimal token units
		 * @return the payment
		 */
		public Payment withPrice(Price other) {
			return new Payment(this.scheme, this.network, this.payTo, this.maxTimeoutSeconds, this.asset, other);
		}

	}

	/**
	 * A token.
	 *
	 * @param address the contract
	 * @param symbol what people call it
	 * @param decimals how many digits of an atomic amount are behind the point
	 * @param transferMethod {@code eip3009} or {@code permit2}
	 * @param eip712Name the name in the token's EIP-712 domain
	 * @param eip712Version the version in the token's EIP-712 domain
	 */
	public record Asset(@Nullable String address, @Nullable String symbol, @Nullable Integer decimals,
			@Nullable String transferMethod, @Nullable String eip712Name, @Nullable String eip712Version) {

	}

	/**
	 * A price in decimal token units. The first that is set applies.
	 *
	 * @param perRequest for one call
	 * @param perMTok for a million tokens
	 * @param perHour for an hour
	 * @param perEpoch for an epoch; never enforced
	 */
	public record Price(@Nullable String perRequest, @Nullable String perMTok, @Nullable String perHour,
			@Nullable String perEpoch) {

	}

	/**
	 * What calls may use.
	 *
	 * @param maxInFlight calls at once
	 * @param rps calls per second and payer
	 * @param maxRequestBytes bytes of one request's body
	 * @param maxResponseBytes bytes of one held-back answer
	 * @param maxMessages messages in one chat request
	 * @param maxInputTokens estimated tokens of one chat request
	 */
	public record Limits(@Nullable Integer maxInFlight, @Nullable Integer rps, @Nullable Long maxRequestBytes,
			@Nullable Long maxResponseBytes, @Nullable Integer maxMessages, @Nullable Integer maxInputTokens) {

	}

	/**
	 * A path with a gate of its own. With any route declared, undeclared paths are
	 * closed.
	 *
	 * @param path below the offer's path; {@code /*} at the end covers everything below
	 * @param methods which methods; empty means all
	 * @param gate {@code paid} (the default), {@code free} or {@code auth}
	 * @param price instead of the offer's, in the token of its first payment
	 * @param summary what buyers read
	 * @param payments instead of the offer's, every one of them; goes before
	 * {@code price}
	 * @param settlement instead of the offer's
	 */
	public record Route(String path, List<String> methods, @Nullable String gate, @Nullable Price price,
			@Nullable String summary, List<Payment> payments, @Nullable String settlement) {

		public Route {
			methods = Lists.orEmpty(methods);
			payments = Lists.orEmpty(payments);
		}

		/**
		 * A route that takes what the offer takes, at most for another price.
		 * @param path below the offer's path
		 * @param methods which methods; empty means all
		 * @param gate {@code paid} (the default), {@code free} or {@code auth}
		 * @param price instead of the offer's
		 * @param summary what buyers read
		 */
		public Route(String path, List<String> methods, @Nullable String gate, @Nullable Price price,
				@Nullable String summary) {
			this(path, methods, gate, price, summary, List.of(), null);
		}

		/**
		 * Tells whether the route asks for other money than the offer.
		 * @return true with a price or payments of its own
		 */
		public boolean hasOwnTerms() {
			return this.price != null || !this.payments.isEmpty();
		}

	}

	/**
	 * How the catalogue shows the offer.
	 *
	 * @param weight heavier offers come first
	 * @param category the chip on the card
	 */
	public record Listing(@Nullable Integer weight, @Nullable String category) {

	}

	/**
	 * The ERC-8004 registration.
	 *
	 * @param enabled whether the offer is to be registered
	 * @param name instead of the offer's name
	 * @param description instead of the offer's description
	 * @param image URL of a picture
	 * @param services more endpoints to list
	 * @param supportedTrust {@code reputation}, {@code crypto-economic},
	 * {@code tee-attestation}
	 * @param skills OASF skills
	 * @param domains OASF domains
	 * @param metadata more facts
	 */
	public record Registration(@Nullable Boolean enabled, @Nullable String name, @Nullable String description,
			@Nullable String image, List<RegisteredService> services, List<String> supportedTrust, List<String> skills,
			List<String> domains, Map<String, String> metadata) {

		public Registration {
			services = Lists.orEmpty(services);
			supportedTrust = Lists.orEmpty(supportedTrust);
			skills = Lists.orEmpty(skills);
			domains = Lists.orEmpty(domains);
			metadata = Lists.orEmpty(metadata);
		}

	}

	/**
	 * An endpoint in a registration document.
	 *
	 * @param name web, A2A, MCP, OASF, ENS, DID or email
	 * @param endpoint where it is
	 * @param version of the protocol
	 */
	public record RegisteredService(String name, String endpoint, @Nullable String version) {

	}

}
