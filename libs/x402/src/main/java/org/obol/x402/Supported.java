package org.obol.x402;

import java.util.List;
import java.util.Map;

/**
 * What a facilitator can do (x402, {@code GET /supported}).
 *
 * @param kinds the combinations it verifies and settles
 * @param extensions the protocol extensions it knows
 * @param signers the addresses it settles from, by CAIP-2 pattern such as
 * {@code eip155:*}
 */
public record Supported(List<Kind> kinds, List<String> extensions, Map<String, List<String>> signers) {

	public Supported {
		kinds = List.copyOf(kinds);
		extensions = List.copyOf(extensions);
		signers = Map.copyOf(signers);
	}

	/**
	 * Whether this combination is listed.
	 * @param version wire version
	 * @param scheme the scheme
	 * @param network the chain
	 * @return true when it is
	 */
	public boolean includes(X402Version version, String scheme, Network network) {
		return this.kinds.stream()
			.anyMatch((kind) -> kind.version() == version && kind.scheme().equals(scheme)
					&& kind.network().equals(network));
	}

	/**
	 * One combination.
	 *
	 * @param version wire version
	 * @param scheme the scheme
	 * @param network the chain
	 * @param extra what an offer of this kind must say, for example the facilitator's
	 * address for {@code upto}
	 */
	public record Kind(X402Version version, String scheme, Network network, Map<String, Object> extra) {

		public Kind {
			extra = Map.copyOf(extra);
		}

	}

}
