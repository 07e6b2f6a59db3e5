package org.obol.offercontroller.offer;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this process among the replicas. */
final class ProcessName {

	private ProcessName() {
	}

	/** In a pod the host name is the pod's name. */
	static String ofThis() {
		try {
			return InetAddress.getLocalHost().getHostName() + "-" + ProcessHandle.current().pid();
		}
		catch (UnknownHostException ex) {
			return "offer-controller-" + ProcessHandle.current().pid();
		}
	}

}
