package org.obol.shell.wallet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.obol.kube.Documents;
import org.obol.shell.chain.Chain;
import org.obol.shell.output.Reply;
import org.obol.shell.output.Table;
import org.obol.x402.Network;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;

/**
 * What an account has on a chain.
 *
 * @param address the account
 * @param network the chain
 * @param lines the chain's coin first
 */
record Holdings(String address, Network network, List<Line> lines) {

	private static final int ETHER_DECIMALS = 18;

	static Holdings of(String address, Chain chain) {
		Network network = chain.network();
		List<Line> lines = new ArrayList<>();
		BigInteger wei = chain.coins(address);
		lines.add(new Line("ETH", decimal(wei), wei, ""));
		for (Token token : TokenRegistry.standard().tokens()) {
			if (token.network().equals(network)) {
				chain.balance(token, address)
					.ifPresent((amount) -> lines.add(new Line(token.symbol(), token.toDecimal(amount).toPlainString(),
							amount.value(), token.address())));
			}
		}
		return new Holdings(address, network, List.copyOf(lines));
	}

	Reply reply(String name) {
		Table table = new Table("TOKEN", "BALANCE", "CONTRACT");
		JsonArray balances = new JsonArray();
		for (Line line : this.lines) {
			table.row(line.symbol(), line.amount(), line.contract());
			balances.add(Documents.object("symbol", line.symbol(), "amount", line.amount(), "atomic",
					line.atomic().toString(), "asset", line.contract().isEmpty() ? null : line.contract()));
		}
		String who = name.isEmpty() ? this.address : name + " (" + this.address + ")";
		JsonObject data = Documents.object("name", name.isEmpty() ? null : name, "address", this.address, "network",
				this.network.caip2(), "balances", balances);
		return new Reply(who + " on " + this.network.displayName() + "\n\n" + table.render(), data, brief());
	}

	private String brief() {
		return this.lines.stream()
			.map((line) -> line.amount() + " " + line.symbol())
			.reduce((a, b) -> a + "\n" + b)
			.orElse("");
	}

	private static String decimal(BigInteger wei) {
		BigDecimal ether = new BigDecimal(wei, ETHER_DECIMALS).stripTrailingZeros();
		return ether.toPlainString();
	}

	/**
	 * What an account has of one token.
	 *
	 * @param symbol what people call it
	 * @param amount decimal token units
	 * @param atomic atomic units
	 * @param contract the token's address, empty for the chain's coin
	 */
	record Line(String symbol, String amount, BigInteger atomic, String contract) {

	}

}
