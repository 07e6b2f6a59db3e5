package org.obol.gateway.door;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.GatewayProperties;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Tells from where a call comes, for limits by address. Behind proxies that the operator
 * trusts it is the last address in {@code X-Forwarded-For} that is none of theirs: all
 * before it can be made up by the buyer.
 */
@Component
class BuyerAddresses {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	/** A longer chain of proxies is none. */
	private static final int MOST = 20;

	private static final int SUBSCRIBER_BYTES = 8;

	private final List<AddressRange> trusted;

	BuyerAddresses(GatewayProperties properties) {
		this.trusted = properties.trustedProxies().stream().map(AddressRange::parse).toList();
	}

	/**
	 * The buyer's address.
	 * @param request what came
	 * @return the address as text, of IPv6 the network; empty when it is not known
	 */
	String of(ServerHttpRequest request) {
		return of(request.getRemoteAddress(), () -> request.getHeaders().getOrEmpty(FORWARDED_FOR));
	}

	/**
	 * The buyer's address.
	 * @param remote the other end of the connection
	 * @param headers what came
	 * @return the address as text, of IPv6 the network; empty when it is not known
	 */
	String of(@Nullable SocketAddress remote, HttpHeaders headers) {
		return of((remote instanceof InetSocketAddress known) ? known : null, () -> headers.getAll(FORWARDED_FOR));
	}

	private String of(@Nullable InetSocketAddress remote, Supplier<List<String>> forwardedFor) {
		InetAddress peer = (remote != null) ? remote.getAddress() : null;
		if (peer == null) {
			return "";
		}
		if (this.trusted.isEmpty() || !isTrusted(peer)) {
			return group(peer);
		}
		List<String> hops = forwardedFor.get()
			.stream()
			.flatMap((line) -> List.of(line.split(",", MOST)).stream())
			.map(String::strip)
			.toList();
		return group(outermost(peer, hops));
	}

	private InetAddress outermost(InetAddress peer, List<String> hops) {
		InetAddress last = peer;
		for (String hop : hops.reversed()) {
			InetAddress address = AddressRange.literal(hop);
			if (address == null) {
				return last;
			}
			last = address;
			if (!isTrusted(address)) {
				return last;
			}
		}
		return last;
	}

	/**
	 * One subscriber: whoever has an IPv6 network of the smallest usual size has 2^64
	 * addresses in it.
	 * @param address an address
	 * @return the address as text, or its network
	 */
	static String group(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address.getHostAddress();
		}
		byte[] bytes = address.getAddress();
		return HexFormat.of().formatHex(bytes, 0, SUBSCRIBER_BYTES) + "/64";
	}

	private boolean isTrusted(InetAddress address) {
		return this.trusted.stream().anyMatch((range) -> range.contains(address));
	}

}
