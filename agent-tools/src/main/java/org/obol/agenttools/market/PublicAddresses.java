package org.obol.agenttools.market;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import okhttp3.Dns;

/**
 * Finds hosts on the public internet only: an address that belongs to this machine, to a
 * private network or to a cloud's metadata is none. The very addresses that were checked
 * are connected to, so a name can't change its mind in between.
 */
final class PublicAddresses implements Dns {

	private static final List<String> RESERVED_V4 = List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
			"169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
			"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3");

	@Override
	public List<InetAddress> lookup(String hostname) throws UnknownHostException {
		List<InetAddress> addresses = List.of(InetAddress.getAllByName(hostname));
		if (addresses.isEmpty() || !addresses.stream().allMatch(PublicAddresses::isPublic)) {
			throw new UnknownHostException("not a public host");
		}
		return addresses;
	}

	static boolean isPublic(InetAddress address) {
		byte[] bytes = address.getAddress();
		if (address instanceof Inet4Address) {
			return RESERVED_V4.stream().noneMatch((range) -> isIn(range, bytes));
		}
		// Global unicast is 2000::/3; Teredo, documentation and 6to4 lie in it and carry
		// other addresses.
		boolean global = (bytes[0] & 0xe0) == 0x20;
		boolean special = starts(bytes, 0x20, 0x01, 0x00, 0x00) || starts(bytes, 0x20, 0x01, 0x0d, 0xb8)
				|| starts(bytes, 0x20, 0x02);
		return global && !special;
	}

	private static boolean isIn(String range, byte[] address) {
		String[] parts = range.split("/");
		String[] numbers = parts[0].split("\\.");
		int network = 0;
		int value = 0;
		for (int i = 0; i < 4; i++) {
			network = (network << 8) | Integer.parseInt(numbers[i]);
			value = (value << 8) | (address[i] & 0xff);
		}
		int mask = -1 << (32 - Integer.parseInt(parts[1]));
		return (network & mask) == (value & mask);
	}

	private static boolean starts(byte[] address, int... prefix) {
		for (int i = 0; i < prefix.length; i++) {
			if ((address[i] & 0xff) != prefix[i]) {
				return false;
			}
		}
		return true;
	}

}
