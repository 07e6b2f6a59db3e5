package org.obol.shell.console;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.OptionSpec;

/**
 * Writes completion scripts for the system's shells. They know the commands, options and
 * fixed values; they never start the console, so TAB stays quick.
 */
final class CompletionScripts {

	private final Grammar grammar;

	CompletionScripts(Grammar grammar) {
		this.grammar = grammar;
	}

	String bash() {
		StringBuilder script = new StringBuilder("""
				# Completion of obol in bash. Try it: source <(obol completion bash)
				# Keep it: obol completion bash > ~/.local/share/bash-completion/completions/obol
				_obol() {
				  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} typed="" words="" i
				  for ((i = 1; i < COMP_CWORD; i++)); do
				    case ${COMP_WORDS[i]} in -*) break ;; *) typed="${typed:+$typed }${COMP_WORDS[i]}" ;; esac
				  done
				  case "$typed |$prev" in
				""");
		values().forEach((pattern, words) -> script.append(line(pattern, words)));
		words().entrySet()
			.stream()
			.sorted(Comparator.comparingInt((Map.Entry<String, String> entry) -> -entry.getKey().length()))
			.forEach((entry) -> script.append(line("\"" + entry.getKey() + " \"*", entry.getValue())));
		return script.append("""
				  esac
				  COMPREPLY=($(compgen -W "$words" -- "$cur"))
				}
				complete -o default -F _obol obol ./obol
				""").toString();
	}

	/** The same in zsh, which reads bash's completions. */
	String zsh() {
		return """
				# Completion of obol in zsh. Try it: source <(obol completion zsh)
				autoload -U +X compinit && compinit -u
				autoload -U +X bashcompinit && bashcompinit
				""" + bash();
	}

	String fish() {
		StringBuilder script = new StringBuilder("""
				# Completion of obol in fish. Keep it: obol completion fish > ~/.config/fish/completions/obol.fish
				function __obol_typed
				  set -l words (commandline -opc)
				  string match -q -- "$argv*" (string join -- " " $words[2..-1])" "
				end
				complete -c obol -f
				""");
		Set<String> first = new LinkedHashSet<>();
		this.grammar.commands().forEach((command) -> command.names().forEach((name) -> first.add(name.split(" ")[0])));
		first.forEach(
				(word) -> script.append("complete -c obol -n __fish_use_subcommand -a ").append(word).append('\n'));
		for (CommandSpec command : this.grammar.commands()) {
			for (String name : command.names()) {
				String[] parts = name.split(" ", 2);
				if (parts.length == 2) {
					script.append("complete -c obol -n '__obol_typed \"")
						.append(parts[0])
						.append(" \"' -a ")
						.append(parts[1])
						.append(" -d ")
						.append(quoted(command.description()))
						.append('\n');
				}
				command.allOptions().forEach((option) -> script.append(fishOption(name, option)));
			}
		}
		return script.toString();
	}

	private static String fishOption(String command, OptionSpec option) {
		StringBuilder line = new StringBuilder("complete -c obol -n '__obol_typed \"" + command + " \"'");
		option.spellings()
			.forEach((spelling) -> line.append(spelling.startsWith("--") ? " -l " : " -s ")
				.append(spelling.replaceFirst("^-+", "")));
		if (!option.isFlag()) {
			// With fixed values, files are no answer.
			line.append(option.choices().isEmpty() ? " -r" : " -x");
		}
		if (!option.choices().isEmpty()) {
			line.append(" -a ").append(quoted(String.join(" ", option.choices())));
		}
		return line.append(" -d ").append(quoted(option.description())).append('\n').toString();
	}

	private static String quoted(String text) {
		return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
	}

	/**
	 * What may follow the words typed so far: more words, or options of a whole command.
	 */
	private Map<String, String> words() {
		Map<String, Set<String>> next = new LinkedHashMap<>();
		for (CommandSpec command : this.grammar.commands()) {
			for (String name : command.names()) {
				String typed = "";
				for (String word : name.split(" ")) {
					next.computeIfAbsent(typed, (ignored) -> new LinkedHashSet<>()).add(word);
					typed = typed.isEmpty() ? word : typed + " " + word;
				}
				Set<String> options = next.computeIfAbsent(typed, (ignored) -> new LinkedHashSet<>());
				command.allOptions().forEach((option) -> options.addAll(option.spellings()));
			}
		}
		Map<String, String> joined = new LinkedHashMap<>();
		next.forEach((typed, words) -> joined.put(typed, String.join(" ", words)));
		return joined;
	}

	/**
	 * The fixed values of options, by a pattern of what was typed and the option itself.
	 */
	private Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		for (CommandSpec command : this.grammar.commands()) {
			for (OptionSpec option : command.allOptions()) {
				if (!option.choices().isEmpty()) {
					option.spellings()
						.forEach((spelling) -> command.names()
							.forEach((name) -> values.put("\"" + name + " \"*\"|" + spelling + "\"",
									String.join(" ", option.choices()))));
				}
			}
		}
		return values;
	}

	private static String line(String pattern, String words) {
		return "    " + pattern + ") words=\"" + words + "\" ;;\n";
	}

}
