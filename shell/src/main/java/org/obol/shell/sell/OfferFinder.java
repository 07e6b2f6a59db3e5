package org.obol.shell.sell;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.kube.ObjectKey;
import org.obol.shell.cluster.Market;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;

/** Finds the offer that a command names, in one namespace or wherever it is. */
final class OfferFinder {

	private OfferFinder() {
	}

	static ServiceOffer require(Invocation invocation, Market market) throws ApiException {
		String name = invocation.objectName("name");
		Optional<String> namespace = invocation.option("namespace");
		if (namespace.isPresent()) {
			return market.offer(new ObjectKey(namespace.get(), name))
				.orElseThrow(() -> new RefusedException("There is no offer '" + name + "' in namespace "
						+ namespace.get() + "; `obol sell list` shows them"));
		}
		List<ServiceOffer> found = market.offers("").stream().filter((offer) -> offer.name().equals(name)).toList();
		if (found.isEmpty()) {
			throw new RefusedException("There is no offer '" + name + "'; `obol sell list` shows them");
		}
		if (found.size() > 1) {
			throw new UsageException("Offers named '" + name + "' are in the namespaces "
					+ String.join(", ", found.stream().map(ServiceOffer::namespace).toList()) + "; choose one with -n");
		}
		return found.getFirst();
	}

}
