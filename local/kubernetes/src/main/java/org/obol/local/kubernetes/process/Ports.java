package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports on loopback, and never gives out the same one twice in this JVM while
 * it is kept.
 */
public final class Ports {

	/**
	 * Below the ports that outgoing connections get (32768 and up on Linux), so that none
	 * of them can take a port between the choice and its use.
	 */
	private static final int FIRST = 20_000;

	private static final int LAST = 32_000;

	private static final Set<Integer> KEPT = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	/**
	 * Finds a port that nobody listens on and keeps it until {@link #release}.
	 * @return the port
	 */
	public static int keepFree() {
		while (true) {
			int port = anyFree();
			if (KEPT.add(port)) {
				return port;
			}
		}
	}

	/**
	 * Gives a port back.
	 * @param port the port
	 */
	public static void release(int port) {
		KEPT.remove(port);
	}

	/**
	 * Says whether nobody listens on a loopback port.
	 * @param port the port
	 * @return whether it could be bound just now
	 */
	public static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int anyFree() {
		for (int attempt = 0; attempt < 1000; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("no free loopback port between " + FIRST + " and " + LAST);
	}

}
