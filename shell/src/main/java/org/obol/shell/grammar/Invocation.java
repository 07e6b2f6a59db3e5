package org.obol.shell.grammar;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.obol.shell.output.Reply;

/** One use of a command: what was typed, read strictly, and who typed it. */
public final class Invocation {

	private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

	private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

	private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

	private static final int MAX_NAME = 63;

	private final CommandSpec command;

	private final LineReader.Line line;

	private final Dialogue dialogue;

	private Invocation(CommandSpec command, LineReader.Line line, Dialogue dialogue) {
		this.command = command;
		this.line = line;
		this.dialogue = dialogue;
	}

	/**
	 * Reads what was typed behind a command's name.
	 * @param match the command and the words
	 * @param dialogue the person at the terminal
	 * @return the invocation
	 * @throws UsageException for anything unknown, missing or given twice
	 */
	public static Invocation of(Grammar.Match match, Dialogue dialogue) {
		return new Invocation(match.command(), LineReader.read(match.command(), match.words()), dialogue);
	}

	/**
	 * The form of answer that is asked for, read as leniently as possible, so that even
	 * the message about a wrong line comes out right.
	 * @param words the line
	 * @return the form
	 */
	public static Reply.Form formOf(List<String> words) {
		int output = Math.max(words.indexOf("-o"), words.indexOf("--output"));
		boolean json = words.contains("--json") || words.contains("--output=json")
				|| (output >= 0 && output + 1 < words.size() && "json".equals(words.get(output + 1)));
		if (json) {
			return Reply.Form.JSON;
		}
		return (words.contains("-q") || words.contains("--quiet")) ? Reply.Form.BRIEF : Reply.Form.TEXT;
	}

	/**
	 * The command.
	 * @return its spec
	 */
	public CommandSpec command() {
		return this.command;
	}

	/**
	 * The person at the terminal.
	 * @return for notes and questions
	 */
	public Dialogue dialogue() {
		return this.dialogue;
	}

	/**
	 * Whether only the help is wanted.
	 * @return true for {@code --help}
	 */
	public boolean wantsHelp() {
		return this.line.has(GlobalOptions.HELP);
	}

	/**
	 * A positional argument that may be missing.
	 * @param name its name
	 * @return its value
	 */
	public Optional<String> argument(String name) {
		return Optional.ofNullable(this.line.arguments().get(name));
	}

	/**
	 * A positional argument that the command needs.
	 * @param name its name
	 * @return its value
	 */
	public String required(String name) {
		return argument(name).orElseThrow(() -> new UsageException("'obol " + this.command.name() + "' needs " + name));
	}

	/**
	 * An option's value.
	 * @param name its main name
	 * @return the value, the last one of a repeated option
	 */
	public Optional<String> option(String name) {
		return Optional.ofNullable(this.line.options().get(name)).map(List::getLast);
	}

	/**
	 * All values of a repeatable option.
	 * @param name its main name
	 * @return in the order typed
	 */
	public List<String> all(String name) {
		return this.line.options().getOrDefault(name, List.of());
	}

	/**
	 * Whether a flag is set.
	 * @param name its main name
	 * @return true if it is given and not {@code =false}
	 */
	public boolean flag(String name) {
		return option(name).filter((value) -> !"false".equals(value)).isPresent();
	}

	/**
	 * An argument that names a Kubernetes object.
	 * @param name the argument
	 * @return the object's name
	 * @throws UsageException if it can't be one
	 */
	public String objectName(String name) {
		return objectName(name, required(name));
	}

	/**
	 * A text that names a Kubernetes object.
	 * @param source where it comes from
	 * @param value the text
	 * @return the object's name
	 * @throws UsageException if it can't be one
	 */
	public static String objectName(String source, String value) {
		if (value.length() > MAX_NAME || !NAME.matcher(value).matches()) {
			throw new UsageException(source + ": '" + value + "' is not a name; use at most " + MAX_NAME
					+ " lower-case letters, digits and dashes, with a letter or digit at both ends (" + NAME.pattern()
					+ ")");
		}
		return value;
	}

	/**
	 * An option that is a whole number.
	 * @param name its main name
	 * @param least the least value allowed
	 * @param most the greatest value allowed
	 * @return the number
	 * @throws UsageException if it is none
	 */
	public Optional<Integer> number(String name, int least, int most) {
		return option(name).map((value) -> {
			if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
				return Integer.valueOf(value);
			}
			throw new UsageException(
					"--" + name + ": '" + value + "' is not a whole number from " + least + " to " + most);
		});
	}

	/**
	 * An option that is an amount of money in decimal token units.
	 * @param name its main name
	 * @return the amount, more than 0
	 * @throws UsageException if it is none
	 */
	public Optional<BigDecimal> amount(String name) {
		return option(name).map((value) -> {
			if (!DECIMAL.matcher(value).matches() || new BigDecimal(value).signum() == 0) {
				throw new UsageException("--" + name + ": '" + value
						+ "' is not an amount; write decimal token units more than 0, such as 0.01");
			}
			return new BigDecimal(value);
		});
	}

	/**
	 * An option that is an account's or contract's address.
	 * @param name its main name
	 * @return the address as typed
	 * @throws UsageException if it is none
	 */
	public Optional<String> address(String name) {
		return option(name).map((value) -> {
			if (!ADDRESS.matcher(value).matches()) {
				throw new UsageException(
						"--" + name + ": '" + value + "' is not an address; write 0x and 40 hex digits");
			}
			return value;
		});
	}

	/**
	 * An option that is a list separated by commas.
	 * @param name its main name
	 * @return the stripped parts, without empty ones
	 */
	public List<String> list(String name) {
		return option(name).stream()
			.flatMap((value) -> List.of(value.split(",", -1)).stream())
			.map(String::strip)
			.filter((part) -> !part.isEmpty())
			.toList();
	}

	/**
	 * Reads a web address.
	 * @param name what it is, for the message
	 * @param value the text
	 * @return the address
	 * @throws UsageException if it is no http or https URL
	 */
	public static URI url(String name, String value) {
		try {
			URI url = URI.create(value);
			if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
				return url;
			}
		}
		catch (IllegalArgumentException notUrl) {
			throw wrongUrl(name, value);
		}
		throw wrongUrl(name, value);
	}

	private static UsageException wrongUrl(String name, String value) {
		return new UsageException(name + ": '" + value + "' is not a URL; write it like http://localhost:8402");
	}

}
