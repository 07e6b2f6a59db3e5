package org.obol.local.kubernetes.container;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.obol.local.kubernetes.volume.Mount;

/**
 * Puts this machine's paths and ports where a container's manifest has its own.
 *
 * <p>
 * A mount path is replaced where a word begins with it, also after {@code = : ,} and
 * quotes, so that {@code --config=/etc/x/y}, {@code file:/etc/x/y} and lists work. A port
 * is replaced where a variable's name ends with {@code PORT} and its value is exactly the
 * port, and in arguments like {@code --server.port=8080}.
 */
public final class Rewriter {

	private static final Pattern PORT_ARGUMENT = Pattern.compile("(--?[\\w.-]*port[=:])(\\d+)",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern PORT_NAME = Pattern.compile("--?[\\w.-]*port", Pattern.CASE_INSENSITIVE);

	private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

	private final Map<String, String> paths;

	private final Function<Integer, Integer> ports;

	private final Pattern mounted;

	/**
	 * Rewrites for one container.
	 * @param mounts where its volumes are
	 * @param ports local port by container port
	 */
	public Rewriter(List<Mount> mounts, Map<Integer, Integer> ports) {
		this.paths = mounts.stream()
			.collect(Collectors.toMap(Mount::mountPath, (mount) -> mount.hostPath().toString(), (a, b) -> a));
		this.ports = (port) -> ports.getOrDefault(port, port);
		String alternatives = mounts.stream()
			.map(Mount::mountPath)
			.map(Pattern::quote)
			.collect(Collectors.joining("|"));
		this.mounted = Pattern.compile("(?<=^|[=:,;'\"\\s]|[:=]//)(" + alternatives + ")(?=$|[/:,;'\"\\s])");
	}

	/**
	 * Rewrites the words of a command line.
	 * @param words command and arguments
	 * @return the words for this machine
	 */
	public List<String> words(List<String> words) {
		List<String> rewritten = new java.util.ArrayList<>();
		boolean isPortNext = false;
		for (String word : words) {
			rewritten.add((isPortNext && NUMBER.matcher(word).matches()) ? port(word) : word(word));
			isPortNext = PORT_NAME.matcher(word).matches();
		}
		return rewritten;
	}

	/**
	 * Rewrites an environment.
	 * @param environment value by name
	 * @return the environment for this machine
	 */
	public Map<String, String> environment(Map<String, String> environment) {
		Map<String, String> rewritten = new TreeMap<>();
		environment.forEach((name, value) -> rewritten.put(name,
				(name.endsWith("PORT") && NUMBER.matcher(value).matches()) ? port(value) : path(value)));
		return rewritten;
	}

	/**
	 * Rewrites the mount paths in a value.
	 * @param value any text
	 * @return the text with this machine's paths
	 */
	public String path(String value) {
		if (this.paths.isEmpty()) {
			return value;
		}
		return this.mounted.matcher(value)
			.replaceAll((match) -> Matcher.quoteReplacement(this.paths.getOrDefault(match.group(1), match.group(1))));
	}

	private String word(String word) {
		String withPorts = PORT_ARGUMENT.matcher(word).replaceAll((match) -> match.group(1) + port(match.group(2)));
		return path(withPorts);
	}

	private String port(String number) {
		return String.valueOf(this.ports.apply(Integer.valueOf(number)));
	}

}
