package org.obol.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a byte stream into server-sent events, wherever the network cut it before. */
final class SseSplitter {

	/** No event of a chat is larger; what is, is an attack on memory. */
	private static final int MAX_EVENT = 1 << 20;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private final StringBuilder data = new StringBuilder();

	private String name = "";

	private boolean afterReturn;

	List<Event> feed(byte[] bytes) {
		List<Event> events = new ArrayList<>();
		for (byte next : bytes) {
			boolean secondOfPair = next == '\n' && this.afterReturn;
			this.afterReturn = next == '\r';
			if (secondOfPair) {
				continue;
			}
			if (next == '\n' || next == '\r') {
				endOfLine(events);
			}
			else {
				append(next);
			}
		}
		return events;
	}

	private void append(byte next) {
		this.line.write(next);
		if (this.line.size() + this.data.length() > MAX_EVENT) {
			throw new UpstreamException(UpstreamException.Kind.TOO_LARGE, "an event is larger than " + MAX_EVENT);
		}
	}

	private void endOfLine(List<Event> events) {
		String text = this.line.toString(StandardCharsets.UTF_8);
		this.line.reset();
		if (text.isEmpty()) {
			if (!this.data.isEmpty() || !this.name.isEmpty()) {
				events.add(new Event(this.name, this.data.toString()));
			}
			this.data.setLength(0);
			this.name = "";
			return;
		}
		int colon = text.indexOf(':');
		String field = (colon < 0) ? text : text.substring(0, colon);
		String value = (colon < 0) ? "" : text.substring(colon + 1);
		String plain = value.startsWith(" ") ? value.substring(1) : value;
		if ("data".equals(field)) {
			this.data.append(this.data.isEmpty() ? "" : "\n").append(plain);
		}
		else if ("event".equals(field)) {
			this.name = plain;
		}
	}

	/**
	 * One event.
	 *
	 * @param name its type; empty for the default
	 * @param data its lines
	 */
	record Event(String name, String data) {

	}

}
