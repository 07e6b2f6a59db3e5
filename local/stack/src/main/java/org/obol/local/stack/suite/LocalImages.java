package org.obol.local.stack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;

/**
 * Which program of the checkout stands for which image on the virtual node.
 */
public final class LocalImages {

	/** What an image would set; a manifest that says something else is followed. */
	private static final String JVM = "-XX:+UseSerialGC -Xms16m -Xmx64m -Xss512k -XX:TieredStopAtLevel=1 "
			+ "--enable-native-access=ALL-UNNAMED";

	private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

	private LocalImages() {
	}

	/**
	 * Makes the table.
	 * @param jars the jar of each image, by the image's name
	 * @param hermes the script that stands for the image of Hermes
	 * @param cache the directory below which that script keeps its environment
	 * @return commands that start them
	 */
	public static ImageTable of(Map<String, Path> jars, Path hermes, Path cache) {
		Map<String, LocalCommand> commands = new LinkedHashMap<>();
		Map<String, String> environment = Map.of("PATH", PATH, "JAVA_TOOL_OPTIONS", JVM);
		jars.forEach((name, jar) -> commands.put(name, new LocalCommand(java(jar), environment)));
		// It has to find a Python, which is not always in one of the usual places.
		String path = Objects.requireNonNullElse(System.getenv("PATH"), PATH);
		commands.put("hermes-agent", new LocalCommand(List.of(hermes.toString()),
				Map.of("PATH", path, "OBOL_HERMES_CACHE", cache.toString())));
		return ImageTable.of(commands);
	}

	/**
	 * The words that start a jar. What the build learned about starting it is used when
	 * it is newer than the jar.
	 * @param jar a program of the checkout
	 * @return the command
	 */
	public static List<String> java(Path jar) {
		List<String> words = new ArrayList<>();
		words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		words.addAll(program(jar));
		return words;
	}

	/**
	 * The words after the JVM and its flags.
	 * @param jar a program of the checkout
	 * @return what to start, and what was learned about starting it
	 */
	public static List<String> program(Path jar) {
		String name = jar.getFileName().toString();
		Path learned = jar.resolveSibling("start").resolve(name.replace(".jar", ".aot"));
		if (isNewer(learned, jar.resolveSibling(name + ".original"))) {
			return List.of("-XX:AOTCache=" + learned, "-jar", jar.resolveSibling("start/app/" + name).toString());
		}
		return List.of("-jar", jar.toString());
	}

	private static boolean isNewer(Path learned, Path built) {
		try {
			return Files.exists(learned) && Files.exists(built)
					&& Files.getLastModifiedTime(learned).compareTo(Files.getLastModifiedTime(built)) > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
