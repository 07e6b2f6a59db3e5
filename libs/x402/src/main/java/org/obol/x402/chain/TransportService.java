package org.obol.x402.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.web3j.protocol.Service;

/** Lets the library ask over a transport. */
final class TransportService extends Service {

	private final ChainTransport transport;

	TransportService(ChainTransport transport) {
		super(false);
		this.transport = transport;
	}

	@Override
	protected InputStream performIO(String question) throws IOException {
		return new ByteArrayInputStream(this.transport.ask(question.getBytes(StandardCharsets.UTF_8)));
	}

	@Override
	public void close() {
		this.transport.close();
	}

}
