package org.obol.offercontroller.payment;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferSpec.Asset;
import org.obol.x402.Network;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.TransferMethod;

/**
 * Finds the token a price is asked in. A token that is known can't be redescribed: a
 * wrong number of decimals would make the price wrong by powers of ten, a wrong EIP-712
 * domain would make every signature void.
 */
final class TokenChoice {

	private static final String DEFAULT_SYMBOL = "USDC";

	private final TokenRegistry registry;

	TokenChoice(TokenRegistry registry) {
		this.registry = registry;
	}

	Token of(Network network, @Nullable Asset asset, String field) {
		String address = (asset != null) ? asset.address() : null;
		if (asset == null || address == null) {
			return bySymbol(network, (asset != null) ? asset.symbol() : null, field);
		}
		return this.registry.byAddress(network, address)
			.map((known) -> sameAs(known, asset, field))
			.orElseGet(() -> declared(network, address, asset, field));
	}

	private Token bySymbol(Network network, @Nullable String symbol, String field) {
		String wanted = Objects.requireNonNullElse(symbol, DEFAULT_SYMBOL);
		return this.registry.bySymbol(network, wanted)
			.orElseThrow(() -> new InvalidTermsException(field + ": no token " + wanted + " is known on "
					+ network.displayName() + " (known there: " + knownOn(network) + "); set " + field + ".address"));
	}

	private String knownOn(Network network) {
		String known = this.registry.tokens()
			.stream()
			.filter((token) -> token.network().equals(network))
			.map(Token::symbol)
			.collect(Collectors.joining(", "));
		return known.isEmpty() ? "none" : known;
	}

	private static Token sameAs(Token known, Asset asset, String field) {
		expect(field + ".decimals", known.decimals(), asset.decimals(), known);
		expect(field + ".eip712Name", known.domainName(), asset.eip712Name(), known);
		expect(field + ".eip712Version", known.domainVersion(), asset.eip712Version(), known);
		expect(field + ".transferMethod", known.transferMethod().wire(), asset.transferMethod(), known);
		return known;
	}

	private static void expect(String field, Object right, @Nullable Object said, Token token) {
		if (said != null && !said.equals(right)) {
			throw new InvalidTermsException(field + " '" + said + "' is wrong for " + token.symbol() + " on "
					+ token.network().displayName() + ": it is '" + right + "'");
		}
	}

	private static Token declared(Network network, String address, Asset asset, String field) {
		return new Token(network, address, Objects.requireNonNullElse(asset.symbol(), shortened(address)),
				need(asset.decimals(), field + ".decimals", address),
				need(asset.eip712Name(), field + ".eip712Name", address),
				need(asset.eip712Version(), field + ".eip712Version", address), method(asset, field));
	}

	private static <T> T need(@Nullable T value, String field, String address) {
		if (value == null) {
			throw new InvalidTermsException(field + " is needed, because the token " + address + " is not a known one");
		}
		return value;
	}

	private static TransferMethod method(Asset asset, String field) {
		String wire = Objects.requireNonNullElse(asset.transferMethod(), TransferMethod.EIP3009.wire());
		return TransferMethod.ofWire(wire)
			.orElseThrow(() -> new InvalidTermsException(
					field + ".transferMethod '" + wire + "' is neither eip3009 nor permit2"));
	}

	private static String shortened(String address) {
		return address.substring(0, 6).toLowerCase(Locale.ROOT) + "…";
	}

}
