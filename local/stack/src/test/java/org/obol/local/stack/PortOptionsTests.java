package org.obol.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.process.Ports;
import org.obol.local.stack.console.StackException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortOptionsTests {

	private final PortOptions ports = new PortOptions();

	@BeforeEach
	void useFreePorts() {
		this.ports.gateway = Ports.keepFree();
		this.ports.gatewayAdmin = Ports.keepFree();
		this.ports.storefront = Ports.keepFree();
		this.ports.chain = Ports.keepFree();
		this.ports.kubernetes = Ports.keepFree();
		this.ports.postgres = Ports.keepFree();
	}

	@Test
	void freePortsPass() {
		assertThatCode(() -> this.ports.check(true)).doesNotThrowAnyException();
	}

	@Test
	void aTakenPortIsNamedWithTheFlagThatMovesIt() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.ports.storefront = taken.getLocalPort();
			assertThatThrownBy(() -> this.ports.check(true)).isInstanceOf(StackException.class)
				.hasMessageContaining(String.valueOf(taken.getLocalPort()))
				.hasMessageContaining("--storefront-port");
		}
	}

	@Test
	void theChainsPortMayBeTakenWhenNoChainIsStarted() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.ports.chain = taken.getLocalPort();
			assertThatCode(() -> this.ports.check(false)).doesNotThrowAnyException();
		}
	}

	@Test
	void twoPortsAreNotTheSame() {
		this.ports.chain = this.ports.gateway;
		assertThatThrownBy(() -> this.ports.check(true)).isInstanceOf(StackException.class)
			.hasMessageContaining("--gateway-port")
			.hasMessageContaining("--chain-port");
	}

	@Test
	void aPortIsANumberThatTcpKnows() {
		this.ports.gateway = 70000;
		assertThatThrownBy(() -> this.ports.check(true))
			.hasMessage("--gateway-port 70000 must be a port between 1 and 65535.");
	}

}
