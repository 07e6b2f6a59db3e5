package org.obol.offercontroller.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Payment;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.TransferMethod;

/**
 * Computes the payment requirements of an offer. Pure: the same spec always gives the
 * same terms.
 */
public final class Pricing {

	private static final int DEFAULT_TIMEOUT_SECONDS = 300;

	private static final int MAX_TIMEOUT_SECONDS = 86_400;

	private final TokenChoice tokens;

	/**
	 * Prices in the tokens of a registry.
	 * @param registry the known tokens
	 */
	public Pricing(TokenRegistry registry) {
		this.tokens = new TokenChoice(registry);
	}

	/**
	 * Computes what a buyer must pay for one call, of the offer and of each declared
	 * route.
	 * @param spec the offer
	 * @param extra what every requirement says besides the token's EIP-712 domain
	 * @return the requirements, or why there are none
	 */
	public Terms of(ServiceOfferSpec spec, Map<String, Object> extra) {
		List<Payment> payments = spec.effectivePayments();
		if (payments.isEmpty()) {
			return new Terms.Refused("payment: say who is paid, how much, and on which network");
		}
		try {
			Terms.Payable offer = priced(spec, payments,
					spec.payments().isEmpty() ? (i) -> "payment" : (i) -> "payments[" + i + "]", extra);
			return new Terms.Payable(offer.accepts(), offer.prices(), routes(spec, offer.prices(), extra));
		}
		catch (InvalidTermsException ex) {
			return new Terms.Refused(Objects.requireNonNullElse(ex.getMessage(), "payment is not valid"));
		}
	}

	private List<ServiceOfferStatus.Route> routes(ServiceOfferSpec spec, List<Price> offered,
			Map<String, Object> extra) {
		List<ServiceOfferStatus.Route> routes = new ArrayList<>();
		for (int i = 0; i < spec.routes().size(); i++) {
			ServiceOfferSpec.Route route = spec.routes().get(i);
			String field = "routes[" + i + "]";
			List<Payment> payments = RoutePayments.of(route, field, spec.effectivePayments(), offered);
			Terms.Payable own = priced(spec, payments,
					route.payments().isEmpty() ? (j) -> field : (j) -> field + ".payments[" + j + "]", extra);
			routes.add(new ServiceOfferStatus.Route(route.path(), route.methods(),
					Objects.requireNonNullElse(route.gate(), "paid"), own.accepts(), own.prices(), route.settlement()));
		}
		return routes;
	}

	private Terms.Payable priced(ServiceOfferSpec spec, List<Payment> payments, IntFunction<String> field,
			Map<String, Object> extra) {
		boolean metered = Metering.countsTokens(spec);
		List<Accepts> accepts = new ArrayList<>();
		List<Price> prices = new ArrayList<>();
		for (int i = 0; i < payments.size(); i++) {
			add(payments.get(i), field.apply(i), metered, extra, accepts, prices);
		}
		return new Terms.Payable(accepts, prices, List.of());
	}

	private void add(Payment payment, String field, boolean metered, Map<String, Object> extra, List<Accepts> accepts,
			List<Price> prices) {
		String scheme = scheme(payment, field);
		Network network = network(payment, field);
		Token token = token(network, payment, field);
		UnitPrice price = UnitPrice.of(payment.price(), field + ".price");
		AtomicAmount amount = amount(price, token, field + ".price");
		Map<String, Object> all = extra(token, extra);
		if (PaymentRequirements.UPTO.equals(scheme)) {
			price = Metering.unit(payment.price(), token, metered, field);
			Metering.rate(price, token, field).ifPresent((rate) -> all.put(PaymentRequirements.ATOMIC_PER_M_TOK, rate));
		}
		accepts.add(new Accepts(scheme, network.caip2(), amount.toString(), token.address(), payTo(payment, field),
				timeout(payment, field), all));
		prices.add(new Price(token.toDecimal(amount).toPlainString(), price.unit(), price.declared(), token.symbol(),
				token.decimals()));
	}

	private static String scheme(Payment payment, String field) {
		String scheme = Objects.requireNonNullElse(payment.scheme(), PaymentRequirements.EXACT);
		if (!PaymentRequirements.EXACT.equals(scheme) && !PaymentRequirements.UPTO.equals(scheme)) {
			throw new InvalidTermsException(
					field + ".scheme '" + payment.scheme() + "' is not supported: use exact or upto");
		}
		return scheme;
	}

	private static Network network(Payment payment, String field) {
		String text = Objects.requireNonNullElse(payment.network(), "");
		try {
			Network network = Network.parse(text);
			if (network.isEvm()) {
				return network;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidTermsException(field + ".network '" + text + "': " + ex.getMessage());
		}
		throw new InvalidTermsException(field + ".network '" + text + "' is not an EVM chain");
	}

	private Token token(Network network, Payment payment, String field) {
		try {
			return this.tokens.of(network, payment.asset(), field + ".asset");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidTermsException(field + ".asset: " + ex.getMessage());
		}
	}

	private static AtomicAmount amount(UnitPrice price, Token token, String field) {
		BigDecimal perCall = price.perCall(field);
		if (!price.isExact()) {
			perCall = perCall.setScale(token.decimals(), RoundingMode.HALF_UP);
			if (perCall.signum() == 0) {
				throw new InvalidTermsException(field + "." + price.unit() + " '" + price.declared()
						+ "' is less than the smallest unit of " + token.symbol() + " for one call");
			}
		}
		try {
			return token.toAtomic(perCall);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidTermsException(field + "." + price.unit() + ": " + ex.getMessage());
		}
	}

	private static String payTo(Payment payment, String field) {
		String payTo = Objects.requireNonNullElse(payment.payTo(), "");
		if (!payTo.matches("0x[0-9a-fA-F]{40}")) {
			throw new InvalidTermsException(field + ".payTo '" + payTo + "' is not 0x and 40 hex digits");
		}
		return payTo;
	}

	private static int timeout(Payment payment, String field) {
		int seconds = Objects.requireNonNullElse(payment.maxTimeoutSeconds(), DEFAULT_TIMEOUT_SECONDS);
		if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
			throw new InvalidTermsException(
					field + ".maxTimeoutSeconds " + seconds + " is not between 1 and " + MAX_TIMEOUT_SECONDS);
		}
		return seconds;
	}

	/** {@code eip3009} is what clients assume, so only the other method is named. */
	private static Map<String, Object> extra(Token token, Map<String, Object> more) {
		Map<String, Object> extra = new LinkedHashMap<>();
		extra.put("name", token.domainName());
		extra.put("version", token.domainVersion());
		if (token.transferMethod() != TransferMethod.EIP3009) {
			extra.put("assetTransferMethod", token.transferMethod().wire());
		}
		extra.putAll(more);
		return extra;
	}

}
