package org.obol.local.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * How this program was started, for starting it, or another, the same way again.
 */
final class OwnProgram {

	private OwnProgram() {
	}

	/** The java that runs this. */
	static List<String> java() {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
	}

	/**
	 * The words after the JVM's flags: the jar, or the class path of a test with the main
	 * class.
	 */
	static List<String> program() {
		String classPath = System.getProperty("java.class.path");
		boolean oneJar = classPath.endsWith(".jar") && !classPath.contains(java.io.File.pathSeparator);
		return oneJar ? List.of("-jar", classPath) : List.of("-cp", classPath, Stack.class.getName());
	}

}
