package org.obol.storefront.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.storefront.buying.BuyGuide;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.Operation;
import org.obol.storefront.catalogue.PaymentOption;

/**
 * {@code /api/services.json}, schema version 1: a stable wire format, because buyers sign
 * with what they read here.
 *
 * @param schemaVersion {@code 1}
 * @param displayName the seller's name
 * @param tagline one sentence below it
 * @param services what is for sale
 */
record ServicesDocument(String schemaVersion, String displayName, String tagline, List<Service> services) {

	static ServicesDocument of(Catalogue catalogue) {
		return new ServicesDocument("1", catalogue.profile().displayName(), catalogue.profile().tagline(),
				catalogue.entries().stream().map((entry) -> Service.of(entry, catalogue.publicUrl())).toList());
	}

	/**
	 * One service. The payment fields repeat the first of {@code payments}.
	 *
	 * @param price for people, such as {@code 0.001 USDC/request}
	 * @param priceRaw what the seller declared, decimal token units
	 * @param priceUnit what it was declared for
	 * @param priceAtomicUnits what one call costs, atomic units
	 * @param routes every call, with its own price
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Service(String name, String namespace, String type, @Nullable String model, String endpoint, String price,
			String priceRaw, String priceUnit, String priceAtomicUnits, String payTo, String network,
			String caip2Network, long chainId, Asset asset, String description, List<String> skills,
			@Nullable String category, int weight, boolean registrationPending, @Nullable String drainEndsAt,
			List<Payment> payments, List<Call> routes, Buy buy) {

		static Service of(Entry entry, String publicUrl) {
			PaymentOption first = entry.payment();
			return new Service(entry.name(), entry.namespace(), entry.type(), entry.model(), entry.endpoint(),
					first.text(), first.price().declared(), first.price().unit(), first.terms().amount(),
					first.terms().payTo(), first.network(), first.terms().network(), first.chainId(), Asset.of(first),
					entry.description(), entry.skills(),
					entry.shelf().category().isEmpty() ? null : entry.shelf().category(), entry.shelf().weight(),
					entry.shelf().registrationPending(), entry.shelf().drainEndsAt(),
					entry.payments().stream().map(Payment::of).toList(),
					entry.operations().stream().map((operation) -> Call.of(operation, publicUrl)).toList(),
					Buy.of(BuyGuide.of(entry, publicUrl)));
		}

	}

	/**
	 * One call.
	 *
	 * @param gate {@code paid} or {@code free}
	 * @param price for people, such as {@code 0.001 USDC/request}
	 */
	record Call(String method, String url, String gate, String price, String summary, List<Payment> payments) {

		static Call of(Operation operation, String publicUrl) {
			return new Call(operation.method(), publicUrl + operation.path(), operation.paid() ? "paid" : "free",
					operation.priceText(), operation.summary(),
					operation.payments().stream().map(Payment::of).toList());
		}

	}

	/**
	 * One way to pay.
	 *
	 * @param scheme {@code exact}; or {@code upto}, whose amount is the most, and which
	 * can only be signed with the 402, because that names the facilitator
	 */
	record Payment(String scheme, String price, String priceRaw, String priceUnit, String priceAtomicUnits,
			String payTo, String network, String caip2Network, long chainId, long maxTimeoutSeconds, Asset asset) {

		static Payment of(PaymentOption option) {
			return new Payment(option.terms().scheme(), option.text(), option.price().declared(), option.price().unit(),
					option.terms().amount(), option.terms().payTo(), option.network(), option.terms().network(),
					option.chainId(), option.terms().maxTimeoutSeconds(), Asset.of(option));
		}

	}

	/** The token, with the EIP-712 domain that signatures are made for. */
	record Asset(String address, String symbol, int decimals, String transferMethod, Domain eip712Domain) {

		static Asset of(PaymentOption option) {
			return new Asset(option.terms().asset(), option.price().symbol(), option.price().decimals(),
					option.transferMethod(), new Domain(option.domainName(), option.domainVersion()));
		}

	}

	/** The name and version of an EIP-712 domain. */
	record Domain(String name, String version) {

	}

	/** How to buy: the same texts as on the page. */
	record Buy(BuyGuide.Call callShape, Map<String, String> prompts, @JsonProperty("example") String probe) {

		static Buy of(BuyGuide guide) {
			return new Buy(guide.call(), Map.of("generic-llm", guide.prompt(), "cli", guide.shell()), guide.probe());
		}

	}

}
