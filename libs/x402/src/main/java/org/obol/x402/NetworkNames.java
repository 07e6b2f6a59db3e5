package org.obol.x402;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What chains are called: the names protocol v1 puts on the wire and the names people
 * type. From the tables of {@code @x402/core} 2.27 and {@code x402} 1.2.
 */
final class NetworkNames {

	private static final List<Names> TABLE = List.of(
			new Names("eip155:1", "ethereum", false, "ethereum-mainnet", "mainnet"),
			new Names("eip155:11155111", "sepolia", false, "ethereum-sepolia"),
			new Names("eip155:8453", "base", true, "base-mainnet"), new Names("eip155:84532", "base-sepolia", true),
			new Names("eip155:2741", "abstract", true), new Names("eip155:11124", "abstract-testnet", true),
			new Names("eip155:43114", "avalanche", true, "avalanche-mainnet"),
			new Names("eip155:43113", "avalanche-fuji", true), new Names("eip155:4689", "iotex", true),
			new Names("eip155:1329", "sei", true), new Names("eip155:1328", "sei-testnet", true),
			new Names("eip155:137", "polygon", true, "polygon-mainnet"),
			new Names("eip155:80002", "polygon-amoy", true), new Names("eip155:3338", "peaq", true),
			new Names("eip155:1514", "story", true), new Names("eip155:41923", "educhain", true),
			new Names("eip155:324705682", "skale-base-sepolia", true), new Names("eip155:4326", "megaeth", false),
			new Names("eip155:143", "monad", false), new Names("eip155:988", "stable", false),
			new Names("eip155:2201", "stable-testnet", false), new Names("eip155:42220", "celo", false),
			new Names("eip155:14", "flare", false),
			new Names("solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp", "solana", true, "solana-mainnet"),
			new Names("solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1", "solana-devnet", true),
			new Names("eip155:42161", "arbitrum-one", null, "arbitrum"),
			new Names("eip155:421614", "arbitrum-sepolia", null));

	private static final Map<String, Names> BY_CAIP2 = new LinkedHashMap<>();

	private static final Map<String, String> CAIP2_BY_NAME = new LinkedHashMap<>();

	static {
		for (Names names : TABLE) {
			BY_CAIP2.put(names.caip2, names);
			CAIP2_BY_NAME.put(names.name, names.caip2);
			for (String alias : names.aliases) {
				CAIP2_BY_NAME.put(alias, names.caip2);
			}
		}
	}

	private NetworkNames() {
	}

	static Optional<String> caip2Of(String name) {
		return Optional.ofNullable(CAIP2_BY_NAME.get(name.toLowerCase(Locale.ROOT)));
	}

	/** The v1 wire name to its CAIP-2 id; aliases that only people use don't count. */
	static Optional<String> caip2OfV1(String name) {
		return caip2Of(name).filter((caip2) -> v1Name(caip2).filter(name::equals).isPresent());
	}

	static Optional<String> name(String caip2) {
		return Optional.ofNullable(BY_CAIP2.get(caip2)).map(Names::name);
	}

	static Optional<String> v1Name(String caip2) {
		return Optional.ofNullable(BY_CAIP2.get(caip2)).filter((names) -> names.v1 != null).map(Names::name);
	}

	static boolean knownToV1Clients(String caip2) {
		Names names = BY_CAIP2.get(caip2);
		return names != null && Boolean.TRUE.equals(names.v1);
	}

	static List<String> all() {
		return TABLE.stream().map(Names::name).toList();
	}

	/**
	 * One chain's names.
	 *
	 * @param caip2 the chain
	 * @param name the usual name
	 * @param v1 true when every v1 client knows the name, false when only newer tables
	 * do, null when it is no v1 name at all
	 * @param aliases other names that people type
	 */
	private record Names(String caip2, String name, @org.jspecify.annotations.Nullable Boolean v1, String... aliases) {
	}

}
