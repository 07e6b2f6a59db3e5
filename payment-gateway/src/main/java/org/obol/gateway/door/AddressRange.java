package org.obol.gateway.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A network such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network its first address
 * @param bits how many bits of it count
 */
record AddressRange(InetAddress network, int bits) {

	/** Only these characters: anything else would be looked up as a name. */
	private static final Pattern LITERAL = Pattern
		.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	/**
	 * Reads one.
	 * @param text CIDR notation; an address alone stands for itself
	 * @return the range
	 * @throws IllegalArgumentException when it is none
	 */
	static AddressRange parse(String text) {
		int slash = text.indexOf('/');
		InetAddress address = literal((slash < 0) ? text : text.substring(0, slash));
		int most = (address != null) ? address.getAddress().length * Byte.SIZE : 0;
		int bits = (slash < 0) ? most : number(text.substring(slash + 1));
		if (address == null || bits < 0 || bits > most) {
			throw new IllegalArgumentException(
					"obol.trusted-proxies has '" + text + "': a network looks like 10.0.0.0/8 or fd00::/8");
		}
		return new AddressRange(address, bits);
	}

	/** An address as it is written, never a name. */
	static @Nullable InetAddress literal(String text) {
		try {
			return LITERAL.matcher(text).matches() ? InetAddress.getByName(text) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	boolean contains(InetAddress address) {
		byte[] mine = this.network.getAddress();
		byte[] other = address.getAddress();
		if (mine.length != other.length) {
			return false;
		}
		for (int bit = 0; bit < this.bits; bit++) {
			int mask = 0x80 >> (bit % Byte.SIZE);
			if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
				return false;
			}
		}
		return true;
	}

	private static int number(String text) {
		return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
	}

}
