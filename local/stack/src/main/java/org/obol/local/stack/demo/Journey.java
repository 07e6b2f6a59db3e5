package org.obol.local.stack.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;

import io.kubernetes.client.openapi.ApiClient;
import org.obol.local.stack.chain.ChainRpc;
import org.obol.local.stack.chain.TestToken;
import org.obol.local.stack.console.Progress;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.StackState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Provisions the agent {@code demo-quant}, offers it, buys one answer from it and counts
 * the money. What an earlier run made is used again.
 */
public final class Journey {

	private static final String AGENT = "demo-quant";

	private static final String NAMESPACE = "agent-" + AGENT;

	private static final BigDecimal PRICE = new BigDecimal("0.01");

	private static final String QUESTION = "What is the latest block, and what does gas cost?";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final ShellConsole console;

	private final StackState stack;

	private final DataDirectory data;

	private final Progress progress;

	private final OfferReadiness resources;

	private final ChainRpc chain;

	/**
	 * Plays on a running suite.
	 * @param console types the commands
	 * @param stack where everything is
	 * @param data where the wallets are
	 * @param client an administrator's client
	 * @param progress shows what happens
	 */
	public Journey(ShellConsole console, StackState stack, DataDirectory data, ApiClient client, Progress progress) {
		this.console = console;
		this.stack = stack;
		this.data = data;
		this.progress = progress;
		this.resources = new OfferReadiness(client, progress);
		this.chain = new ChainRpc(stack.rpcUrl());
	}

	/**
	 * Plays the main job from the first wallet to the last balance.
	 * @throws StackException if anything is not as it must be: the console's commands,
	 * the 402, the answer, or the money by a single atomic unit
	 */
	public void play() {
		Wallet seller = wallet("demo-seller");
		Wallet buyer = wallet("demo-buyer");
		provision();
		offer(seller);
		URI url = URI.create(this.stack.gatewayUrl() + "/services/" + AGENT);
		UnpaidCall.Demand demand = showPrice(url);
		fund(buyer, demand.amount());
		buy(url, seller, buyer, demand);
	}

	private Wallet wallet(String name) {
		if (!Files.exists(this.data.wallet(name))) {
			this.console.run("wallet", "new", name);
		}
		Wallet wallet = Wallet.read(name, this.data.wallet(name));
		this.progress.step("wallet " + name + " is " + wallet.address());
		return wallet;
	}

	private void provision() {
		if (!this.resources.exists(NAMESPACE, "agents", AGENT)) {
			this.console.run("agent", "new", AGENT, "--runtime", "demo", "--model", "demo-quant", "--skills",
					"ethereum-networks,addresses,gas", "--objective",
					"Answer questions about the chain, concisely, with figures read from it.");
		}
		this.progress.step("waiting for the agent");
		this.resources.await(NAMESPACE, "agents", AGENT, PATIENCE);
	}

	private void offer(Wallet seller) {
		if (!this.resources.exists(NAMESPACE, "serviceoffers", AGENT)) {
			this.console.run("sell", "agent", AGENT, "--pay-to", seller.address(), "--price", PRICE.toPlainString(),
					"--chain", "base-sepolia", "--no-register");
		}
		this.progress.step("waiting for the offer");
		this.resources.await(NAMESPACE, "serviceoffers", AGENT, PATIENCE);
	}

	private UnpaidCall.Demand showPrice(URI url) {
		this.progress.print("");
		this.progress.print("$ curl -i -X POST " + url + "/v1/chat/completions    # without paying");
		UnpaidCall.Demand demand = UnpaidCall.ask(url);
		this.progress.print("402 Payment Required: " + usdc(demand.amount()) + " USDC (" + demand.amount()
				+ " atomic units), scheme " + demand.scheme() + ", on " + demand.network());
		this.progress.print("  asset  " + demand.asset());
		this.progress.print("  payTo  " + demand.payTo());
		BigInteger price = PRICE.movePointRight(TestToken.USDC.decimals()).toBigIntegerExact();
		if (!price.equals(demand.amount())) {
			throw new StackException("The 402 asks for " + demand.amount() + " atomic units instead of " + price + ".");
		}
		return demand;
	}

	private void fund(Wallet buyer, BigInteger price) {
		if (buyer.usdc(this.chain).compareTo(price) < 0) {
			this.console.run("wallet", "fund", buyer.name());
		}
	}

	private void buy(URI url, Wallet seller, Wallet buyer, UnpaidCall.Demand demand) {
		BigInteger firstBlock = this.chain.blockNumber();
		Balances before = new Balances(seller.usdc(this.chain), buyer.usdc(this.chain));
		String output = this.console.run("buy", "agent", url.toString(), "--message", QUESTION, "--wallet",
				buyer.name(), "-o", "json");
		Balances after = new Balances(seller.usdc(this.chain), buyer.usdc(this.chain));
		Purchase purchase = Purchase.read(JsonMapper.shared().readTree(output));
		this.progress.print("");
		this.progress.print("answer       " + purchase.answer());
		this.progress.print("transaction  " + purchase.transaction());
		this.progress.print("seller       " + usdc(before.seller()) + " -> " + usdc(after.seller()) + " USDC");
		this.progress.print("buyer        " + usdc(before.buyer()) + " -> " + usdc(after.buyer()) + " USDC");
		this.progress.print("storefront   " + this.stack.storefrontUrl());
		before.requireMoved(after, demand.amount());
		requireReal(purchase, firstBlock);
		this.progress.print("");
		this.progress.step("the money moved and the answer arrived");
	}

	private void requireReal(Purchase purchase, BigInteger firstBlock) {
		if (!this.chain.succeeded(purchase.transaction())) {
			throw new StackException("Transaction " + purchase.transaction() + " did not succeed on the chain.");
		}
		if (!purchase.names(firstBlock, this.chain.blockNumber())) {
			throw new StackException("The answer names no block that the chain had then: " + purchase.answer());
		}
	}

	private static String usdc(BigInteger atomic) {
		return new BigDecimal(atomic, TestToken.USDC.decimals()).toPlainString();
	}

	/**
	 * What was bought, as the console's JSON tells it.
	 *
	 * @param answer the agent's text
	 * @param transaction the settlement's hash
	 */
	record Purchase(String answer, String transaction) {

		private static final Pattern NUMBER = Pattern.compile("(?<![.\\d])\\d+(?![.]?\\d)");

		static Purchase read(JsonNode output) {
			String answer = output.path("answer").asString("");
			String transaction = output.path("transaction").asString("");
			if (answer.isBlank() || transaction.isBlank()) {
				throw new StackException("The purchase has no answer or no transaction.");
			}
			return new Purchase(answer, transaction);
		}

		/**
		 * Whether a number in the answer lies between two blocks, so that it was read
		 * then.
		 */
		boolean names(BigInteger first, BigInteger last) {
			return NUMBER.matcher(this.answer.replace(",", ""))
				.results()
				.map((match) -> new BigInteger(match.group()))
				.anyMatch((number) -> number.compareTo(first) >= 0 && number.compareTo(last) <= 0);
		}

	}

	/**
	 * The money of both sides at one moment, in atomic units.
	 *
	 * @param seller the seller's
	 * @param buyer the buyer's
	 */
	record Balances(BigInteger seller, BigInteger buyer) {

		void requireMoved(Balances after, BigInteger price) {
			BigInteger received = after.seller().subtract(this.seller);
			BigInteger paid = this.buyer.subtract(after.buyer());
			if (!received.equals(price) || !paid.equals(price)) {
				throw new StackException("The money did not move by the price of " + price
						+ " atomic units: the buyer paid " + paid + ", the seller received " + received + ".");
			}
		}

	}

}
