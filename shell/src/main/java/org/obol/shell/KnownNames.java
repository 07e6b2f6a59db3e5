package org.obol.shell;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.shell.cluster.Market;
import org.obol.shell.console.Completions;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.WalletStore;
import org.springframework.core.env.Environment;

/** Names for TAB, from the cluster and from the wallets. */
final class KnownNames implements Completions {

	private final Environment environment;

	KnownNames(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<String> names(ArgumentSpec.Kind kind) {
		try {
			Place place = Place.of(this.environment);
			return switch (kind) {
				case AGENT -> Market.at(place).agents("").stream().map(Agent::name).toList();
				case OFFER -> Market.at(place).offers("").stream().map(ServiceOffer::name).toList();
				case WALLET ->
					new WalletStore(place.dataDirectory()).all().stream().map(WalletStore.StoredWallet::name).toList();
				case TEXT, COMMAND -> List.of();
			};
		}
		catch (ApiException | RuntimeException unreachable) {
			return List.of();
		}
	}

}
