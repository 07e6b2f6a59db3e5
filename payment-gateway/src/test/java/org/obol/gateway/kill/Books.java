package org.obol.gateway.kill;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.obol.x402.devchain.AnvilChain;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds ledger, chain and the seller's count against each other. */
final class Books {

	private static final String AUTHORIZATION_USED = org.web3j.crypto.Hash
		.sha3String("AuthorizationUsed(address,bytes32)");

	private static final String TRANSFER = org.web3j.crypto.Hash.sha3String("Transfer(address,address,uint256)");

	private final Market market;

	private final List<Purchase> purchases;

	Books(Market market, List<Purchase> purchases) {
		this.market = market;
		this.purchases = purchases;
	}

	/** What the ledger says of one payment. */
	private record Row(String nonce, String state, String transaction, int attempt, int deliveries, boolean served) {
	}

	void balance() {
		// A gateway may die between the answer and SETTLED; the next one asks the chain.
		await().atMost(Duration.ofMinutes(1)).untilAsserted(this::haveAnEnd);
		Map<String, Row> ledger = ledger();
		Map<String, List<String>> charged = used();
		assertThat(this.purchases).hasSizeGreaterThan(20);
		for (Purchase purchase : this.purchases) {
			if (purchase.forged) {
				assertThat(purchase.answer).as("%s was forged", purchase).isNull();
				assertThat(charged).as("%s was forged", purchase).doesNotContainKey(purchase.nonce);
				assertThat(this.market.upstream.runs(purchase.number)).as("%s was forged", purchase).isZero();
			}
			else {
				check(purchase, ledger.get(purchase.nonce), charged.getOrDefault(purchase.nonce, List.of()));
			}
		}
		assertThat(transfers()).as("transfers to the seller")
			.containsExactlyInAnyOrderElementsOf(charged.values().stream().flatMap(List::stream).toList());
		repeated();
	}

	private void haveAnEnd() {
		assertThat(ledger().values()).as("what has no end")
			.allMatch((row) -> Set.of("SETTLED", "RELEASED", "REJECTED").contains(row.state));
	}

	private void check(Purchase purchase, Row row, List<String> transactions) {
		assertThat(purchase.problem).as("%s", purchase).isNull();
		if (purchase.lapsed) {
			assertThat(transactions).as("%s was too late, ledger %s", purchase, row).isEmpty();
			return;
		}
		assertThat(purchase.answer).as("%s charged by %s, ledger %s, got no answer", purchase, transactions, row)
			.isNotNull();
		assertThat(transactions).as("%s is charged once, ledger %s", purchase, row).hasSize(1);
		assertThat(row.state).as("%s", purchase).isEqualTo("SETTLED");
		assertThat(row.transaction).as("%s", purchase).isEqualTo(transactions.getFirst());
		int most = row.attempt + Math.max(row.deliveries, 1) - 1;
		assertThat(this.market.upstream.runs(purchase.number)).as("runs of %s, ledger %s", purchase, row)
			.isBetween(purchase.fails ? 2 : 1, Math.max(most, 1));
	}

	/** Who repeats an answered payment gets it again, and nobody works for it. */
	private void repeated() {
		this.purchases.stream()
			.filter((purchase) -> !purchase.forged && !purchase.stream && purchase.number % 4 == 0)
			.limit(20)
			.forEach((purchase) -> {
				String before = purchase.answer;
				int runs = this.market.upstream.runs(purchase.number);
				assertThat(purchase.send(this.market)).as("%s", purchase).isTrue();
				assertThat(purchase.answer).as("%s", purchase).isEqualTo(before);
				assertThat(this.market.upstream.runs(purchase.number)).as("%s", purchase).isEqualTo(runs);
			});
	}

	private Map<String, Row> ledger() {
		return this.market.database.jdbc()
			.sql("select nonce, state, transaction, attempt, deliveries, served_at is not null from payment")
			.query((row, ignored) -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getInt(4),
					row.getInt(5), row.getBoolean(6)))
			.stream()
			.collect(Collectors.toMap(Row::nonce, Function.identity()));
	}

	/** The transactions that used each nonce. */
	private Map<String, List<String>> used() {
		Map<String, List<String>> byNonce = new HashMap<>();
		for (JsonNode log : logs(List.of(AUTHORIZATION_USED))) {
			byNonce.computeIfAbsent(log.get("topics").get(2).asString(), (ignored) -> new java.util.ArrayList<>())
				.add(log.get("transactionHash").asString());
		}
		Set<String> ours = this.purchases.stream().map((purchase) -> purchase.nonce).collect(Collectors.toSet());
		byNonce.keySet().retainAll(ours);
		return byNonce;
	}

	private List<String> transfers() {
		String seller = "0x" + "0".repeat(24) + this.market.seller.substring(2).toLowerCase(java.util.Locale.ROOT);
		return logs(java.util.Arrays.asList(TRANSFER, null, seller)).stream()
			.map((log) -> log.get("transactionHash").asString())
			.toList();
	}

	private List<JsonNode> logs(List<String> topics) {
		JsonNode logs = this.market.chain.rpc("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "latest", "address",
				AnvilChain.USDC.address(), "topics", topics));
		return logs.valueStream().toList();
	}

}
