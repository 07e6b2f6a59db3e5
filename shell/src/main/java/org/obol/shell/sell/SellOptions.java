package org.obol.shell.sell;

import org.obol.shell.grammar.OptionSpec;

/** The options that the sell commands share. */
final class SellOptions {

	static final OptionSpec PAY_TO = OptionSpec
		.valued("pay-to", "ADDRESS", "who is paid (--wallet and --recipient are deprecated names)")
		.alias("--wallet", "--recipient", "-w")
		.otherwise("X402_WALLET, else the agent's own wallet, else what `sell pricing` says, else the default wallet");

	static final OptionSpec CHAIN = OptionSpec.valued("chain", "NETWORK", "on which network")
		.alias("--network")
		.otherwise("what `sell pricing` says, else the local stack's, else base");

	static final OptionSpec TOKEN = OptionSpec.valued("token", "SYMBOL", "in which token").otherwise("USDC");

	static final OptionSpec PRICE = OptionSpec.valued("price", "AMOUNT", "decimal token units for one call")
		.alias("--per-request");

	static final OptionSpec PER_MTOK = OptionSpec.valued("per-mtok", "AMOUNT",
			"decimal token units for a million tokens");

	static final OptionSpec UP_TO = OptionSpec.valued("up-to", "AMOUNT",
			"the most that one call may cost; what it took is charged (scheme upto, tokens paid through Permit2)");

	static final OptionSpec PER_HOUR = OptionSpec.valued("per-hour", "AMOUNT", "decimal token units for an hour");

	static final OptionSpec ACCEPT = OptionSpec
		.valued("accept", "token=T,network=N,price=P", "one more way to pay; may be given more than once")
		.manyTimes();

	static final OptionSpec ROUTE = OptionSpec
		.valued("route", "path=P,gate=G,price=P,methods=M",
				"a path with a gate of its own (paid, free, auth); may be given more than once, and closes all others")
		.manyTimes();

	static final OptionSpec PATH = OptionSpec.valued("path", "PATH", "URL path of the offer")
		.otherwise("/services/<name>");

	static final OptionSpec MAX_TIMEOUT = OptionSpec
		.valued("max-timeout", "SECONDS", "how long a buyer's payment must stay valid")
		.otherwise("300");

	static final OptionSpec DESCRIPTION = OptionSpec.valued("description", "TEXT", "what buyers read")
		.alias("--register-description");

	static final OptionSpec REGISTER = OptionSpec.flag("register", "declare an ERC-8004 registration");

	static final OptionSpec NO_REGISTER = OptionSpec.flag("no-register", "declare no ERC-8004 registration");

	static final OptionSpec REGISTER_NAME = OptionSpec.valued("register-name", "NAME", "name in the registration");

	static final OptionSpec REGISTER_IMAGE = OptionSpec.valued("register-image", "URL", "picture in the registration");

	static final OptionSpec REGISTER_SKILLS = OptionSpec.valued("register-skills", "A,B",
			"OASF skills in the registration");

	static final OptionSpec REGISTER_DOMAINS = OptionSpec.valued("register-domains", "A,B",
			"OASF domains in the registration");

	static final OptionSpec CATEGORY = OptionSpec.valued("category", "WORD", "chip on the catalogue's card");

	static final OptionSpec WEIGHT = OptionSpec.valued("weight", "NUMBER",
			"heavier offers come first in the catalogue");

	static final OptionSpec NAMESPACE = OptionSpec.valued("namespace", "NAMESPACE", "in which namespace").alias("-n");

	static final OptionSpec WAIT = OptionSpec.flag("wait", "wait until the offer is live");

	static final OptionSpec TIMEOUT = OptionSpec.valued("timeout", "SECONDS", "how long to wait at most")
		.otherwise("120");

	private SellOptions() {
	}

}
