package org.obol.shell.sell;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.kube.Documents;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.TransferMethod;

/**
 * One way to pay an offer.
 *
 * @param network the chain
 * @param token the token
 * @param unit {@code perRequest}, {@code perMTok} or {@code perHour}
 * @param price decimal token units
 * @param use whether the price is the most that one call may cost, and what it is charged
 * by; absent for a price that is charged as it is
 */
record Terms(Network network, Token token, String unit, BigDecimal price, @Nullable Use use) {

	static final String UP_TO = "up-to";

	private static final String USDC = "USDC";

	private static final Map<String, String> UNITS = Map.of("price", "perRequest", "per-mtok", "perMTok", "per-hour",
			"perHour");

	/**
	 * Charged by use (scheme {@code upto}).
	 *
	 * @param perMTok decimal token units for a million tokens; absent for a service that
	 * says itself what a call costs
	 */
	record Use(@Nullable BigDecimal perMTok) {

	}

	/** Reads the price options. The first of the returned terms is the main one. */
	static List<Terms> read(Invocation invocation, Network network, @Nullable BigDecimal otherwise) {
		return read(invocation, network, otherwise, USDC);
	}

	static List<Terms> read(Invocation invocation, Network network, @Nullable BigDecimal otherwise, String usual) {
		List<Terms> all = new ArrayList<>();
		if (invocation.option(UP_TO).isPresent()) {
			all.add(byUse(invocation, network, usual));
			invocation.all("accept").forEach((text) -> all.add(accept(text, network)));
			return List.copyOf(all);
		}
		String unit = unit(invocation);
		BigDecimal price = invocation.amount(unit).orElse(otherwise);
		if (price != null) {
			String symbol = invocation.option("token").orElse(usual);
			all.add(checked(
					new Terms(network, token("--token", symbol, network), UNITS.getOrDefault(unit, unit), price, null),
					"--" + unit));
		}
		invocation.all("accept").forEach((text) -> all.add(accept(text, network)));
		if (all.isEmpty()) {
			throw new UsageException(
					"The price is missing; give --price AMOUNT in decimal token units, such as --price 0.01");
		}
		return List.copyOf(all);
	}

	/** What a call takes is charged, and at most what {@code --up-to} says. */
	private static Terms byUse(Invocation invocation, Network network, String usual) {
		requireNoOtherPrice(invocation);
		Token token = token("--token", invocation.option("token").orElse(usual), network);
		if (token.transferMethod() != TransferMethod.PERMIT2) {
			throw new UsageException("--up-to: less than was signed can only be charged through Permit2, and "
					+ token.symbol() + " is not paid that way; write --token OBOL");
		}
		BigDecimal most = invocation.amount(UP_TO).orElseThrow();
		BigDecimal rate = invocation.amount("per-mtok").orElse(null);
		return checked(new Terms(network, token, "perRequest", most, new Use(rate)), "--" + UP_TO);
	}

	static void requireNoOtherPrice(Invocation invocation) {
		Stream.of("price", "per-hour").filter((option) -> invocation.option(option).isPresent()).forEach((option) -> {
			throw new UsageException("Give one price only, not both --" + UP_TO + " and --" + option);
		});
	}

	/** Tokens are charged as they are used: for them there has to be a price. */
	static List<Terms> requireRate(List<Terms> terms) {
		Use use = terms.getFirst().use;
		if (use != null && use.perMTok == null) {
			throw new UsageException("--per-mtok is missing: with --up-to an agent or a model is charged by the tokens "
					+ "that a call takes");
		}
		return terms;
	}

	/** Only what counts tokens can be charged by them. */
	static List<Terms> requireNoRate(List<Terms> terms) {
		Use use = terms.getFirst().use;
		if (use != null && use.perMTok != null) {
			throw new UsageException("--per-mtok: with --up-to this service says itself what a call costs "
					+ "(header Settlement-Overrides); leave it out");
		}
		return terms;
	}

	private static String unit(Invocation invocation) {
		List<String> given = List.of("price", "per-mtok", "per-hour")
			.stream()
			.filter((option) -> invocation.option(option).isPresent())
			.toList();
		if (given.size() > 1) {
			throw new UsageException("Give one price only, not both --" + String.join(" and --", given));
		}
		return given.isEmpty() ? "price" : given.getFirst();
	}

	private static Terms accept(String text, Network otherwise) {
		Map<String, String> parts = new HashMap<>();
		for (String part : text.split(",")) {
			int equals = part.indexOf('=');
			if (equals <= 0 || !List.of("token", "network", "price").contains(part.substring(0, equals).strip())) {
				throw new UsageException(
						"--accept: '" + text + "' is not understood; write token=USDC,network=base,price=0.01");
			}
			parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
		}
		Network network = Optional.ofNullable(parts.get("network"))
			.map((name) -> network("--accept", name))
			.orElse(otherwise);
		String price = parts.getOrDefault("price", "");
		if (!price.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?")) {
			throw new UsageException("--accept: '" + price + "' is not a price; write price=0.01");
		}
		Token token = token("--accept", parts.getOrDefault("token", USDC), network);
		return checked(new Terms(network, token, "perRequest", new BigDecimal(price), null), "--accept");
	}

	static Network network(String option, String name) {
		try {
			return Network.parse(name);
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException(option + ": " + ex.getMessage());
		}
	}

	private static Token token(String option, String symbol, Network network) {
		TokenRegistry tokens = TokenRegistry.standard();
		return tokens.bySymbol(network, symbol).orElseThrow(() -> {
			List<String> known = tokens.tokens()
				.stream()
				.filter((token) -> token.network().equals(network))
				.map(Token::symbol)
				.toList();
			return new UsageException(option + ": '" + symbol + "' is not available on chain " + network.displayName()
					+ (known.isEmpty() ? ", which has no known token; try --chain base or base-sepolia"
							: " (supported tokens: " + String.join(", ", known) + ")"));
		});
	}

	/** What the token can't count is said now, not by a condition later. */
	private static Terms checked(Terms terms, String option) {
		try {
			terms.token.toAtomic(terms.price);
			return terms;
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException(option + ": " + ex.getMessage());
		}
	}

	JsonObject payment(String payTo, int maxTimeoutSeconds) {
		return Documents.object("scheme", (this.use != null) ? PaymentRequirements.UPTO : PaymentRequirements.EXACT,
				"network", this.network.displayName(), "payTo", payTo, "maxTimeoutSeconds", maxTimeoutSeconds, "asset",
				asset(), "price", prices());
	}

	private JsonObject prices() {
		JsonObject prices = Documents.object(this.unit, this.price.toPlainString());
		if (this.use != null && this.use.perMTok != null) {
			prices.addProperty("perMTok", this.use.perMTok.toPlainString());
		}
		return prices;
	}

	/** USDC is what an offer without a token means. */
	private @Nullable JsonObject asset() {
		if (USDC.equals(this.token.symbol())) {
			return null;
		}
		return Documents.object("address", this.token.address(), "symbol", this.token.symbol(), "decimals",
				this.token.decimals(), "transferMethod", this.token.transferMethod().wire(), "eip712Name",
				this.token.domainName(), "eip712Version", this.token.domainVersion());
	}

	String forPeople() {
		String per = switch (this.unit) {
			case "perMTok" -> "per MTok";
			case "perHour" -> "per hour";
			default -> "per request";
		};
		String price = this.price.toPlainString() + " " + this.token.symbol() + " " + per;
		if (this.use != null) {
			BigDecimal rate = this.use.perMTok;
			price = ((rate != null) ? rate.toPlainString() + " " + this.token.symbol() + " per MTok, " : "") + "up to "
					+ price;
		}
		return price + " on " + this.network.displayName();
	}

	static List<String> priceOptions() {
		return Arrays.asList("price", "per-mtok", "per-hour");
	}

}
