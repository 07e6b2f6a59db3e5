package org.obol.shell.place;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;
import org.obol.x402.Network;
import org.springframework.core.env.Environment;

/**
 * Where the things are that one command works with: options first, then the environment,
 * then the local stack.
 */
public final class Place {

	private static final String DEFAULT_GATEWAY = "http://localhost:8402";

	private final Function<String, Optional<String>> options;

	private final Environment environment;

	private final Path dataDirectory;

	private final StackFile stack;

	private Place(Function<String, Optional<String>> options, Environment environment) {
		this.options = options;
		this.environment = environment;
		this.dataDirectory = options.apply("data-dir")
			.map((directory) -> Path.of(directory).toAbsolutePath().normalize())
			.orElseGet(() -> dataDirectory(environment));
		this.stack = StackFile.in(this.dataDirectory);
	}

	/**
	 * Looks around for one command.
	 * @param invocation what was typed
	 * @param environment environment variables and system properties
	 * @return where things are
	 */
	public static Place of(Invocation invocation, Environment environment) {
		return new Place(invocation::option, environment);
	}

	/**
	 * Looks around without a command.
	 * @param environment environment variables and system properties
	 * @return where things are when no option says otherwise
	 */
	public static Place of(Environment environment) {
		return new Place((option) -> Optional.empty(), environment);
	}

	/**
	 * Where local state is kept when no option says so.
	 * @param environment environment variables and system properties
	 * @return OBOL_HOME, else {@code ~/.obol}
	 */
	public static Path dataDirectory(Environment environment) {
		String home = environment.getProperty("OBOL_HOME");
		return (home != null && !home.isBlank()) ? Path.of(home).toAbsolutePath().normalize()
				: Path.of(environment.getProperty("user.home", "."), ".obol");
	}

	/**
	 * Where local state is kept.
	 * @return an absolute path
	 */
	public Path dataDirectory() {
		return this.dataDirectory;
	}

	/**
	 * The kubeconfig of the cluster.
	 * @return the file, if there is any
	 * @throws UsageException if one was named that does not exist
	 */
	public Optional<Path> kubeconfig() {
		Optional<String> named = this.options.apply("kubeconfig");
		if (named.isPresent()) {
			Path file = Path.of(named.get());
			if (!Files.isRegularFile(file)) {
				throw new UsageException("--kubeconfig: '" + named.get() + "' is not a file");
			}
			return Optional.of(file);
		}
		Stream<Path> variable = variable("KUBECONFIG").stream()
			.flatMap((value) -> Stream.of(value.split(File.pathSeparator)))
			.map(Path::of);
		Stream<Path> usual = Stream.of(this.dataDirectory.resolve("kubeconfig"),
				Path.of(this.environment.getProperty("user.home", "."), ".kube", "config"));
		return Stream.concat(variable, usual).filter(Files::isRegularFile).findFirst();
	}

	/**
	 * The gateway's public URL.
	 * @return without a final slash
	 */
	public URI gateway() {
		String url = this.options.apply("gateway")
			.or(() -> variable("OBOL_GATEWAY"))
			.or(() -> this.stack.fact("gatewayUrl"))
			.orElse(DEFAULT_GATEWAY);
		return Invocation.url("gateway", url.replaceAll("/+$", ""));
	}

	/**
	 * The chain's RPC endpoint.
	 * @return the URL, if one is known
	 */
	public Optional<URI> rpcUrl() {
		return this.options.apply("rpc-url")
			.or(() -> variable("OBOL_RPC_URL"))
			.or(() -> this.stack.fact("rpcUrl"))
			.map((url) -> Invocation.url("rpc-url", url));
	}

	/**
	 * The network of the local stack.
	 * @return the network, if a local stack has been started
	 */
	public Optional<Network> network() {
		return this.stack.fact("network").map(Network::parse);
	}

	/**
	 * The storefront of the local stack.
	 * @return its URL, if a local stack has been started
	 */
	public Optional<String> storefront() {
		return this.stack.fact("storefrontUrl");
	}

	/**
	 * An environment variable.
	 * @param name its name
	 * @return its value, if it is set and not blank
	 */
	public Optional<String> variable(String name) {
		return Optional.ofNullable(this.environment.getProperty(name)).filter((value) -> !value.isBlank());
	}

}
