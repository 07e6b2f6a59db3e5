package org.obol.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The suite as a person starts it: by {@code ./obol}, with a data directory and ports of
 * its own.
 */
record Suite(Path data, int gatewayPort, int chainPort, List<String> ports) {

	static final Path ROOT = Path.of(System.getProperty("obol.root")).toAbsolutePath();

	static Suite inANewDirectory() {
		try {
			int[] free = freePorts(7);
			return new Suite(Files.createTempDirectory("obol-suite"), free[0], free[1],
					List.of("--gateway-port", "" + free[0], "--chain-port", "" + free[1], "--gateway-admin-port",
							"" + free[2], "--storefront-port", "" + free[3], "--kubernetes-port", "" + free[4],
							"--postgres-port", "" + free[5], "--agent-tools-port", "" + free[6]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI gateway() {
		return URI.create("http://127.0.0.1:" + this.gatewayPort);
	}

	URI tools() {
		return URI.create("http://127.0.0.1:" + this.ports.get(this.ports.indexOf("--agent-tools-port") + 1));
	}

	Chain chain() {
		return new Chain(URI.create("http://127.0.0.1:" + this.chainPort));
	}

	/**
	 * Starts something that needs the ports, such as {@code demo} or {@code up}.
	 * @param command the command and its options
	 * @return what it said
	 */
	Command.Said start(String... command) {
		List<String> words = new ArrayList<>(List.of(command));
		words.addAll(this.ports);
		return obol(words, Duration.ofMinutes(15));
	}

	Command.Said console(String... command) {
		return obol(List.of(command), Duration.ofMinutes(3));
	}

	private Command.Said obol(List<String> words, Duration patience) {
		List<String> line = new ArrayList<>(List.of(ROOT.resolve("obol").toString()));
		line.addAll(words);
		return new Command(line, this.data, Map.of("OBOL_HOME", this.data.toString(), "OBOL_BUILD", "never"), patience)
			.run();
	}

	private static int[] freePorts(int count) throws IOException {
		ServerSocket[] sockets = new ServerSocket[count];
		int[] ports = new int[count];
		for (int i = 0; i < count; i++) {
			sockets[i] = new ServerSocket(0);
			ports[i] = sockets[i].getLocalPort();
		}
		for (ServerSocket socket : sockets) {
			socket.close();
		}
		return ports;
	}

}
