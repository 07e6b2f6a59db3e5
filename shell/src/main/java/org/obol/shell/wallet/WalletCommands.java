package org.obol.shell.wallet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.obol.kube.Documents;
import org.obol.shell.chain.Chain;
import org.obol.shell.chain.DevFunds;
import org.obol.shell.console.CommandSource;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;
import org.obol.shell.output.Table;
import org.obol.shell.place.Place;
import org.obol.shell.wallet.WalletStore.StoredWallet;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAccount;
import org.springframework.core.env.Environment;

/** {@code obol wallet …}. */
public final class WalletCommands implements CommandSource {

	private static final String GROUP = "Wallets";

	private static final BigInteger GAS_MONEY = BigInteger.TEN.pow(18);

	private static final int KEY_BYTES = 32;

	private final Environment environment;

	private final SecureRandom random;

	/**
	 * The wallet commands.
	 * @param environment environment variables and system properties
	 * @param random where keys come from
	 */
	public WalletCommands(Environment environment, SecureRandom random) {
		this.environment = environment;
		this.random = random;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(create(),
				CommandSpec.of(GROUP, "wallet list", "List the wallets of this laptop").does(this::list),
				CommandSpec.of(GROUP, "wallet balance", "Show what a wallet or an address has")
					.takes("wallet", ArgumentSpec.Kind.WALLET, "name or 0x address; the default wallet otherwise")
					.example("obol wallet balance", "obol wallet balance alice -o json")
					.does(this::balance),
				CommandSpec.of(GROUP, "wallet use", "Make a wallet the default one")
					.needs("wallet", ArgumentSpec.Kind.WALLET, "its name")
					.does(this::use),
				fund());
	}

	private CommandSpec create() {
		return CommandSpec.of(GROUP, "wallet new", "Make a wallet, or import a key from standard input")
			.takes("name", ArgumentSpec.Kind.TEXT, "its name; 'default' otherwise")
			.with(Passwords.FILE, OptionSpec.flag("import", "read the private key (64 hex digits) from standard input"),
					OptionSpec.flag("if-missing", "do nothing if the wallet is there already"),
					OptionSpec.flag("yes", "ask nothing, generate the password").alias("-y"))
			.example("obol wallet new", "obol wallet new alice --import < key.txt")
			.does(this::create);
	}

	private CommandSpec fund() {
		return CommandSpec.of(GROUP, "wallet fund", "Give a wallet play money; works on a dev chain only")
			.takes("wallet", ArgumentSpec.Kind.WALLET, "name or 0x address; the default wallet otherwise")
			.with(OptionSpec.valued("amount", "AMOUNT", "decimal token units of each token").otherwise("100"),
					OptionSpec.valued("token", "SYMBOL", "only this token").otherwise("USDC and OBOL"))
			.example("obol wallet fund", "obol wallet fund alice --token USDC --amount 5")
			.does(this::fund);
	}

	private Reply create(Invocation invocation) throws IOException {
		Place place = Place.of(invocation, this.environment);
		WalletStore store = new WalletStore(place.dataDirectory());
		String name = invocation.argument("name").isPresent() ? invocation.objectName("name")
				: WalletStore.DEFAULT_NAME;
		Optional<StoredWallet> there = store.find(name);
		if (there.isPresent()) {
			if (invocation.flag("if-missing")) {
				return described(there.get(), "Wallet '" + name + "' is there already: " + there.get().address());
			}
			throw new RefusedException("Wallet '" + name + "' is there already (" + there.get().address()
					+ ") and is never overwritten; choose another name, or use --if-missing");
		}
		String key = invocation.flag("import") ? importedKey() : newKey();
		Password password = Passwords.forNew(name, invocation, place, this.random);
		StoredWallet wallet = store.create(name, key, password);
		String kept = password.generated() ? "\nIts generated password is kept beside it in " + store.passwordFile(name)
				+ " (only you can read it; whoever has both files has the money)" : "";
		return described(wallet,
				"Wallet '" + name + "' made: " + wallet.address() + kept + "\n\nNext: obol wallet balance " + name);
	}

	private static Reply described(StoredWallet wallet, String text) {
		return new Reply(text, json(wallet), wallet.address());
	}

	private String newKey() {
		byte[] key = new byte[KEY_BYTES];
		this.random.nextBytes(key);
		return HexFormat.of().formatHex(key);
	}

	private static String importedKey() throws IOException {
		String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		String key = (line == null) ? "" : line.strip();
		try {
			EvmAccount.ofPrivateKey(key);
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException("--import: standard input has no private key; write 64 hex digits on one line");
		}
		return key;
	}

	private Reply list(Invocation invocation) {
		List<StoredWallet> wallets = store(invocation).all();
		JsonArray data = new JsonArray();
		Table table = new Table("NAME", "ADDRESS", "DEFAULT");
		wallets.forEach((wallet) -> {
			data.add(json(wallet));
			table.row(wallet.name(), wallet.address(), wallet.standard() ? "yes" : "");
		});
		String brief = String.join("\n", wallets.stream().map(StoredWallet::name).toList());
		return new Reply(wallets.isEmpty() ? "No wallets yet. Make one with `obol wallet new`" : table.render(), data,
				brief);
	}

	private Reply use(Invocation invocation) {
		WalletStore store = store(invocation);
		StoredWallet wallet = store.require(Optional.of(invocation.objectName("wallet")));
		store.makeDefault(wallet.name());
		return described(new StoredWallet(wallet.name(), wallet.address(), true),
				"The default wallet is now '" + wallet.name() + "' (" + wallet.address() + ")");
	}

	private Reply balance(Invocation invocation) {
		StoredWallet wallet = wallet(invocation);
		return Holdings.of(wallet.address(), Chain.at(Place.of(invocation, this.environment))).reply(wallet.name());
	}

	private Reply fund(Invocation invocation) {
		StoredWallet wallet = wallet(invocation);
		BigDecimal amount = invocation.amount("amount").orElse(BigDecimal.valueOf(100));
		Chain chain = Chain.at(Place.of(invocation, this.environment));
		DevFunds funds = DevFunds.on(chain);
		List<Token> tokens = TokenRegistry.standard()
			.tokens()
			.stream()
			.filter((token) -> token.network().equals(chain.network()))
			.filter((token) -> invocation.option("token").map(token.symbol()::equalsIgnoreCase).orElse(true))
			.filter((token) -> chain.balance(token, wallet.address()).isPresent())
			.toList();
		if (tokens.isEmpty()) {
			throw new RefusedException("--token: this chain has no test token '" + invocation.option("token").orElse("")
					+ "'; it has USDC and OBOL if the suite started it");
		}
		funds.coins(wallet.address(), GAS_MONEY);
		tokens.forEach((token) -> funds.mint(token, wallet.address(), token.toAtomic(amount)));
		return Holdings.of(wallet.address(), chain).reply(wallet.name());
	}

	private StoredWallet wallet(Invocation invocation) {
		Optional<String> named = invocation.argument("wallet");
		return named.filter((name) -> name.startsWith("0x"))
			.map((address) -> new StoredWallet("", addressed(address), false))
			.orElseGet(() -> store(invocation).require(named));
	}

	private static String addressed(String address) {
		if (!address.matches("0x[0-9a-fA-F]{40}")) {
			throw new UsageException("wallet: '" + address + "' is not an address; write 0x and 40 hex digits");
		}
		return address;
	}

	private WalletStore store(Invocation invocation) {
		return new WalletStore(Place.of(invocation, this.environment).dataDirectory());
	}

	private static JsonObject json(StoredWallet wallet) {
		return Documents.object("name", wallet.name(), "address", wallet.address(), "default", wallet.standard());
	}

}
