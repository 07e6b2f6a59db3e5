package org.obol.offercontroller.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.IdentityRegistry;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.offercontroller.registration.RegistrationProperties.Search;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;

/** On anvil, against a registry with the functions and events of the real one. */
class RegistrationLookupIT {

	private static final String FILE = "https://market.example/.well-known/agent-registration.json";

	private static final Search NO_MEMORY = new Search(1000, Duration.ZERO, Duration.ZERO, null);

	private static final AnvilChain CHAIN = AnvilChain.shared();

	private static final IdentityRegistry REGISTRY = IdentityRegistry.on("eip155:84532").orElseThrow();

	private static List<String> accounts;

	private final RegistrationLookup lookup = new RegistrationLookup(
			Map.of("eip155:84532", new ChainRegistry(CHAIN.client(), REGISTRY, 1000)), FILE, NO_MEMORY,
			Clock.systemUTC());

	@BeforeAll
	static void placeRegistry() {
		CHAIN.place("TestIdentityRegistry", REGISTRY.address());
		accounts = CHAIN.rpc("eth_accounts").values().stream().map((account) -> account.asString()).toList();
	}

	@Test
	void registrationOfTheSellerIsFoundByItsEvents() {
		String seller = accounts.get(1);
		assertThat(this.lookup.of(offer(null, null), paidTo(seller))).isInstanceOf(RegistrationState.NotFound.class);
		String transaction = register(seller, FILE);
		assertThat(this.lookup.of(offer(null, null), paidTo(seller))).isInstanceOfSatisfying(
				RegistrationState.Found.class,
				(found) -> assertThat(found.first().transaction()).isEqualTo(transaction));
	}

	@Test
	void registrationIsFoundByTheTransactionThatTheSellerNames() {
		String seller = accounts.get(2);
		String transaction = register(seller, FILE);
		assertThat(this.lookup.of(offer(transaction, null), paidTo(seller)))
			.isInstanceOf(RegistrationState.Found.class);
	}

	@Test
	void strangersRegistrationOfTheSameFileDoesNotCount() {
		String transaction = register(accounts.get(3), FILE);
		assertThat(this.lookup.of(offer(transaction, null), paidTo(accounts.get(4))))
			.isInstanceOf(RegistrationState.NotFound.class);
	}

	@Test
	void registrationThatPointsElsewhereNowIsNotKept() {
		String seller = accounts.get(5);
		register(seller, FILE);
		var found = (RegistrationState.Found) this.lookup.of(offer(null, null), paidTo(seller));
		// setAgentURI(uint256,string)
		CHAIN.sendFrom(seller, REGISTRY.address(),
				"0x0af28bd3" + "%064x".formatted(Long.parseLong(found.first().agentId())) + "%064x".formatted(64)
						+ string("https://elsewhere.example"));
		assertThat(this.lookup.of(offer(null, found.first().agentId()), paidTo(seller)))
			.isInstanceOf(RegistrationState.NotFound.class);
	}

	@Test
	void chainThatDoesNotAnswerIsUnknownAndNotMissing() {
		ChainClient dead = ChainClient.connect(Network.evm(84532), URI.create("http://127.0.0.1:1"));
		RegistrationLookup blind = new RegistrationLookup(
				Map.of("eip155:84532", new ChainRegistry(dead, REGISTRY, 1000)), FILE, NO_MEMORY, Clock.systemUTC());
		assertThat(blind.of(offer(null, null), paidTo(accounts.get(1)))).isInstanceOf(RegistrationState.Unknown.class);
		assertThat(blind.of(offer(null, "1"), paidTo(accounts.get(1)))).isEqualTo(
				new RegistrationState.Found(List.of(new ServiceOfferStatus.Registration("eip155:84532", "1", null))));
	}

	@Test
	void everyConfiguredChainIsAskedAndTheOneThatIsPaidOnCountsMost() {
		String seller = accounts.get(6);
		register(seller, FILE);
		ChainRegistry registry = new ChainRegistry(CHAIN.client(), REGISTRY, 1000);
		ChainClient dead = ChainClient.connect(Network.evm(1), URI.create("http://127.0.0.1:1"));
		Map<String, Registry> chains = new LinkedHashMap<>();
		chains.put("eip155:1", new ChainRegistry(dead, REGISTRY, 1000));
		chains.put("eip155:421614", registry);
		chains.put("eip155:84532", registry);
		RegistrationLookup all = new RegistrationLookup(chains, FILE, NO_MEMORY, Clock.systemUTC());
		assertThat(all.of(offer(null, null), paidTo(seller))).isInstanceOfSatisfying(RegistrationState.Found.class,
				(found) -> assertThat(found.registrations()).extracting(ServiceOfferStatus.Registration::network)
					.containsExactly("eip155:84532", "eip155:421614"));
		assertThat(all.of(offer(null, null), paidTo(accounts.get(7)))).isInstanceOf(RegistrationState.NotFound.class);
	}

	private static String register(String owner, String uri) {
		// register(string)
		return CHAIN.sendFrom(owner, REGISTRY.address(), "0xf2c298be" + "%064x".formatted(32) + string(uri));
	}

	private static String string(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		String hex = HexFormat.of().formatHex(bytes);
		return "%064x".formatted(bytes.length) + hex + "0".repeat((64 - hex.length() % 64) % 64);
	}

	private static List<Accepts> paidTo(String seller) {
		return List.of(new Accepts("exact", "eip155:84532", "10000", "0x036CbD53842c5426634e7929541eC2318f3dCF7e",
				seller, 300, Map.of()));
	}

	private static ServiceOffer offer(String transaction, String knownId) {
		V1ObjectMeta metadata = new V1ObjectMeta().namespace("shop").name("quant");
		if (transaction != null) {
			metadata.annotations(Map.of(RegistrationLookup.TRANSACTION_ANNOTATION, transaction));
		}
		ServiceOffer offer = new ServiceOffer(metadata, new ServiceOfferSpec("http", null, null, null, null, List.of(),
				null, null, null, null, List.of(), null, Map.of(),
				new ServiceOfferSpec.Registration(true, null, null, null, null, null, null, null, null), null, null));
		offer.setStatus(new ServiceOfferStatus(1L, null, knownId, null, null, null, List.of(), List.of(), List.of(),
				List.of(), List.of()));
		return offer;
	}

}
