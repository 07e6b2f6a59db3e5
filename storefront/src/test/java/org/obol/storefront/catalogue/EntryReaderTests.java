package org.obol.storefront.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;

class EntryReaderTests {

	private final EntryReader reader = new EntryReader(CatalogueFixtures.PUBLIC_URL);

	@Test
	void liveOfferIsListedWithItsPublicEndpoint() {
		Entry entry = this.reader.read(CatalogueFixtures.agentOffer("quant", "Knows the chain.")).orElseThrow();
		assertThat(entry.endpoint()).isEqualTo("https://market.example/services/quant");
		assertThat(entry.callUrl()).isEqualTo("https://market.example/services/quant/v1/chat/completions");
		assertThat(entry.payment().text()).isEqualTo("0.01 USDC/request");
		assertThat(entry.skills()).containsExactly("ethereum-networks", "gas", "addresses");
	}

	@ParameterizedTest
	@EnumSource(value = OfferCondition.class,
			names = { "MODEL_READY", "UPSTREAM_HEALTHY", "PAYMENT_GATE_READY", "ROUTE_PUBLISHED" })
	void offerThatCannotBeBoughtIsNotListed(OfferCondition missing) {
		ServiceOffer offer = CatalogueFixtures.withCondition(CatalogueFixtures.httpOffer("feed", "Prices."), missing,
				Condition.FALSE);
		assertThat(this.reader.read(offer)).isEmpty();
	}

	@Test
	void offerWhoseRegistrationIsPendingIsListedAsSuch() {
		ServiceOffer offer = CatalogueFixtures.withCondition(CatalogueFixtures.httpOffer("feed", "Prices."),
				OfferCondition.REGISTERED, Condition.FALSE);
		assertThat(this.reader.read(offer)).get()
			.extracting((entry) -> entry.shelf().registrationPending())
			.isEqualTo(true);
	}

	@Test
	void pausedOfferIsNotListed() {
		ServiceOffer offer = CatalogueFixtures.httpOffer("feed", "Prices.");
		offer.getMetadata().setAnnotations(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true"));
		assertThat(this.reader.read(offer)).isEmpty();
	}

	@Test
	void agentsModelStaysSecretUnlessThePaymentRequirementsNameIt() {
		Entry entry = this.reader.read(CatalogueFixtures.agentOffer("quant", "Knows the chain.")).orElseThrow();
		assertThat(entry.model()).isNull();
	}

	@Test
	void offerWithoutDescriptionGetsANeutralOne() {
		Entry entry = this.reader.read(CatalogueFixtures.httpOffer("feed", "  ")).orElseThrow();
		assertThat(entry.description()).isEqualTo("An HTTP service, paid call by call.");
	}

	@Test
	void catalogueIsOrderedByWeightThenName() {
		Catalogue catalogue = CatalogueFixtures.of(CatalogueFixtures.httpOffer("b", "x"),
				CatalogueFixtures.httpOffer("a", "x"));
		assertThat(catalogue.entries()).extracting(Entry::name).containsExactly("a", "b");
	}

}
