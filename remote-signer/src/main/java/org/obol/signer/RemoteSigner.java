package org.obol.signer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * The signer program: one per wallet, so it is small. It has no Spring and starts in
 * under a second.
 */
public final class RemoteSigner implements AutoCloseable {

	private final HttpServer server;

	private RemoteSigner(HttpServer server) {
		this.server = server;
	}

	/**
	 * Starts the signer as its environment says.
	 * @param args none
	 */
	public static void main(String[] args) {
		try {
			SignerSettings settings = SignerSettings.from(System.getenv());
			RemoteSigner signer = start(settings);
			Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(signer::close));
			System.out.println("{\"level\":\"info\",\"message\":\"listening\",\"port\":" + signer.port() + "}");
		}
		catch (IllegalArgumentException | IOException ex) {
			System.err.println("remote-signer: " + ex.getMessage());
			System.exit(1);
		}
	}

	static RemoteSigner start(SignerSettings settings) throws IOException {
		Keys keys = new Keys(settings.keystores(), settings.password());
		keys.reload();
		HttpServer server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
		server.createContext("/", new SigningApi(keys, settings));
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return new RemoteSigner(server);
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(1);
	}

}
