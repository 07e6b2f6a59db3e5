package org.obol.shell.grammar;

import java.util.List;

/** Options that every command takes. */
public final class GlobalOptions {

	/** The form of the answer. */
	public static final OptionSpec OUTPUT = OptionSpec.valued("output", "FORM", "form of the answer")
		.alias("-o")
		.oneOf("text", "json")
		.otherwise("text");

	/** Short for {@code -o json}. */
	public static final OptionSpec JSON = OptionSpec.flag("json", "short for -o json");

	/** Only the essence. */
	public static final OptionSpec QUIET = OptionSpec.flag("quiet", "print only the essence, such as a name or a hash")
		.alias("-q");

	/** Shows the help of a command. */
	public static final OptionSpec HELP = OptionSpec.flag("help", "show the help of the command").alias("-h");

	/** Where everything local is kept. */
	public static final OptionSpec DATA_DIR = OptionSpec.valued("data-dir", "DIR", "where local state is kept")
		.otherwise("OBOL_HOME, else ~/.obol");

	/** Which cluster. */
	public static final OptionSpec KUBECONFIG = OptionSpec.valued("kubeconfig", "FILE", "which cluster to talk to")
		.otherwise("KUBECONFIG, else the local stack's, else ~/.kube/config");

	/** Which gateway. */
	public static final OptionSpec GATEWAY = OptionSpec.valued("gateway", "URL", "public URL of the payment gateway")
		.otherwise("OBOL_GATEWAY, else the local stack's");

	/** Which chain. */
	public static final OptionSpec RPC_URL = OptionSpec.valued("rpc-url", "URL", "RPC endpoint of the chain")
		.otherwise("OBOL_RPC_URL, else the local stack's");

	/** All of them. */
	public static final List<OptionSpec> ALL = List.of(OUTPUT, JSON, QUIET, HELP, DATA_DIR, KUBECONFIG, GATEWAY,
			RPC_URL);

	private GlobalOptions() {
	}

}
