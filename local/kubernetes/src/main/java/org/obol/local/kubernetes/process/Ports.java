package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds free ports on loopback, and never gives out the same one twice in this JVM while
 * it is kept.
 */
public final class Ports {

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
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("no free loopback port", ex);
		}
	}

}
