package org.obol.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the offer-controller resolved and observed. It is the only writer.
 *
 * @param observedGeneration the generation of the spec that was looked at last
 * @param endpoint the public path, such as {@code /services/quant}
 * @param agentId the ERC-8004 id on the first of those chains, decimal
 * @param registrationTxHash the transaction that registered it
 * @param agentResolution what the referenced Agent turned out to be
 * @param upstream where the gateway sends paid calls
 * @param accepts the finished x402 v2 payment requirements, in the order to show
 * @param prices the same, for people; same order as {@code accepts}
 * @param routes what each of {@code spec.routes} turned out to ask for, in the same order
 * @param registrations where it is in an ERC-8004 registry, the chain it is paid on first
 * @param conditions a map keyed by type
 */
public record ServiceOfferStatus(@Nullable Long observedGeneration, @Nullable String endpoint, @Nullable String agentId,
		@Nullable String registrationTxHash, @Nullable AgentResolution agentResolution, @Nullable Upstream upstream,
		List<Accepts> accepts, List<Price> prices, List<Route> routes, List<Registration> registrations,
		List<Condition> conditions) implements CustomResource.Status {

	public ServiceOfferStatus {
		accepts = Lists.orEmpty(accepts);
		prices = Lists.orEmpty(prices);
		routes = Lists.orEmpty(routes);
		registrations = Lists.orEmpty(registrations);
		conditions = Lists.orEmpty(conditions);
	}

	/**
	 * The status of an offer nobody has looked at yet.
	 * @return the empty status
	 */
	public static ServiceOfferStatus empty() {
		return new ServiceOfferStatus(null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of(),
				List.of());
	}

	/**
	 * What an Agent turned out to be when it was resolved.
	 *
	 * @param model the pinned model
	 * @param skills the agent's skills
	 * @param runtime the agent's runtime
	 * @param endpoint the cluster URL of the agent's API
	 */
	public record AgentResolution(@Nullable String model, List<String> skills, String runtime, String endpoint) {

		public AgentResolution {
			skills = Lists.orEmpty(skills);
		}

	}

	/**
	 * Where paid calls go.
	 *
	 * @param url scheme, host and port by cluster name
	 * @param healthPath what answered 2xx
	 */
	public record Upstream(String url, String healthPath) {

	}

	/**
	 * One acceptable way to pay: an x402 v2 PaymentRequirements.
	 *
	 * @param scheme {@code exact}
	 * @param network CAIP-2
	 * @param amount atomic units, decimal digits
	 * @param asset the token's contract, EIP-55
	 * @param payTo who is paid
	 * @param maxTimeoutSeconds how long the payment must stay valid
	 * @param extra the token's EIP-712 domain and, for agents, skills and runtime
	 */
	public record Accepts(String scheme, String network, String amount, String asset, String payTo,
			long maxTimeoutSeconds, Map<String, Object> extra) {

		public Accepts {
			extra = Lists.orEmpty(extra);
		}

	}

	/**
	 * A price for people.
	 *
	 * @param amount decimal token units for one call
	 * @param unit what the seller declared: {@code perRequest}, {@code perMTok} or
	 * {@code perHour}
	 * @param declared the amount the seller declared for that unit
	 * @param symbol the token's symbol
	 * @param decimals the token's decimals
	 */
	public record Price(String amount, String unit, String declared, String symbol, int decimals) {

	}

	/**
	 * An agent in an ERC-8004 registry. Ids count from 0 on every chain, so an id without
	 * its chain says nothing.
	 *
	 * @param network the chain, CAIP-2
	 * @param agentId the id there, decimal
	 * @param transaction what registered it, if that is known
	 */
	public record Registration(String network, String agentId, @Nullable String transaction) {

	}

	/**
	 * What one declared route turned out to ask for.
	 *
	 * @param path as declared
	 * @param methods as declared
	 * @param gate {@code paid}, {@code free} or {@code auth}
	 * @param accepts what a paid route asks for if it isn't what the offer asks for
	 * @param prices the same, for people; same order as {@code accepts}
	 * @param settlement when money moves, if it was declared
	 */
	public record Route(String path, List<String> methods, String gate, List<Accepts> accepts, List<Price> prices,
			@Nullable String settlement) {

		public Route {
			methods = Lists.orEmpty(methods);
			accepts = Lists.orEmpty(accepts);
			prices = Lists.orEmpty(prices);
		}

	}

}
