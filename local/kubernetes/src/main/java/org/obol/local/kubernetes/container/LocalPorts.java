package org.obol.local.kubernetes.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.manifest.Present;
import org.obol.local.kubernetes.process.Ports;

/**
 * The loopback ports that stand for a container's ports: its {@code hostPort}, or a free
 * one that is kept for the container's life.
 */
public final class LocalPorts {

	private final List<V1ContainerPort> declared;

	private final Map<Integer, Integer> local = new LinkedHashMap<>();

	/**
	 * Chooses nothing yet.
	 * @param container the container
	 */
	public LocalPorts(V1Container container) {
		this.declared = Present.orEmpty(container.getPorts());
	}

	/**
	 * Chooses ports before a start: those of the last start, unless somebody took one.
	 * @return local port by container port
	 * @throws NotStartableException if a {@code hostPort} is taken
	 */
	public synchronized Map<Integer, Integer> claim() {
		for (V1ContainerPort port : this.declared) {
			Integer hostPort = port.getHostPort();
			if (hostPort != null && hostPort != 0) {
				this.local.put(port.getContainerPort(), free(hostPort));
			}
			else {
				this.local.compute(port.getContainerPort(), (ignored, last) -> freeAgain(last));
			}
		}
		return Map.copyOf(this.local);
	}

	private static int free(int hostPort) {
		if (!Ports.isFree(hostPort)) {
			throw new NotStartableException("HostPortTaken", "hostPort " + hostPort
					+ " is taken by another program on this machine: stop it, or choose another port");
		}
		return hostPort;
	}

	private static int freeAgain(@Nullable Integer last) {
		if (last != null && Ports.isFree(last)) {
			return last;
		}
		if (last != null) {
			Ports.release(last);
		}
		return Ports.keepFree();
	}

	/**
	 * Gives the ports back when the pod is gone.
	 */
	public synchronized void release() {
		this.local.values().forEach(Ports::release);
		this.local.clear();
	}

	/**
	 * Finds the local port for a port of the manifest.
	 * @param port a number or the name of a declared port
	 * @return the local port; a number that is not declared stands for itself
	 * @throws IllegalArgumentException if no port has that name
	 */
	public synchronized int of(IntOrString port) {
		int number = port.isInteger() ? port.getIntValue() : named(port.getStrValue());
		return this.local.getOrDefault(number, number);
	}

	/**
	 * Says whether a port is declared.
	 * @param port a number or a name
	 * @return whether this container has it
	 */
	public boolean has(IntOrString port) {
		return this.declared.stream()
			.anyMatch((declaredPort) -> port.isInteger() ? declaredPort.getContainerPort().equals(port.getIntValue())
					: port.getStrValue().equals(declaredPort.getName()));
	}

	/**
	 * Lists the chosen ports.
	 * @return local port by container port
	 */
	public synchronized Map<Integer, Integer> all() {
		return Map.copyOf(this.local);
	}

	private int named(String name) {
		return this.declared.stream()
			.filter((port) -> name.equals(port.getName()))
			.map(V1ContainerPort::getContainerPort)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("the container declares no port named " + name));
	}

}
