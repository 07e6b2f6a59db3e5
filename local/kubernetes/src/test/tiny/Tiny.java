import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server that tells what it was started with. */
class Tiny {

	public static void main(String[] args) throws Exception {
		System.out.println("tiny starts with " + String.join(" ", args));
		HttpServer server = HttpServer.create(
				new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv().getOrDefault("SERVER_PORT", "8080"))), 0);
		server.createContext("/env/", (exchange) -> answer(exchange,
				String.valueOf(System.getenv(exchange.getRequestURI().getPath().substring("/env/".length())))));
		server.createContext("/environment", (exchange) -> answer(exchange, String.join(",", System.getenv().keySet())));
		server.createContext("/file", (exchange) -> answer(exchange,
				Files.readString(Path.of(exchange.getRequestURI().getQuery()))));
		server.createContext("/write", (exchange) -> {
			Files.writeString(Path.of(exchange.getRequestURI().getQuery()), "written");
			answer(exchange, "written");
		});
		server.createContext("/crash", (exchange) -> Runtime.getRuntime().halt(3));
		server.createContext("/health", (exchange) -> answer(exchange, "ok"));
		server.start();
		System.out.println("tiny listens on " + server.getAddress().getPort());
	}

	private static void answer(HttpExchange exchange, String text) throws java.io.IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

}
