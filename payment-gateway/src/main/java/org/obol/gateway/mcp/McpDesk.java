package org.obol.gateway.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.paywall.Cashier;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/**
 * Answers the MCP endpoint of an agent offer (streamable HTTP without sessions: every
 * message is answered by itself). Blocks.
 */
@Component
public class McpDesk {

	private static final String PATH = "/mcp";

	private static final int PARSE_ERROR = -32700;

	private static final int MOST_SERVERS = 1_000;

	private final Cashier cashier;

	/**
	 * One per offer, as its tool tells what the offer is; renewed when the offer changes.
	 */
	private final Map<OfferName, Open> servers = new ConcurrentHashMap<>();

	McpDesk(Cashier cashier) {
		this.cashier = cashier;
	}

	/**
	 * Whether a path is the MCP endpoint of an offer.
	 * @param route the offer
	 * @param rest the path below it
	 * @return true for {@code /mcp} below an agent
	 */
	public static boolean isEndpoint(Route route, String rest) {
		return route.runtime().isAgent() && PATH.equals(rest);
	}

	/**
	 * Answers one message.
	 * @param visit the message, and whoever sent it
	 * @return the answer
	 */
	public Reply serve(McpVisit visit) {
		if (!"POST".equals(visit.method())) {
			return new Reply.Whole(405, headers(), new byte[0]);
		}
		McpJsonMapper mapper = McpJsonDefaults.getMapper();
		try {
			McpSchema.JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(mapper,
					new String(visit.body(), StandardCharsets.UTF_8));
			if (!(message instanceof McpSchema.JSONRPCRequest request) || request.method() == null) {
				// Notifications, and answers to questions that were never asked.
				return new Reply.Whole(202, headers(), new byte[0]);
			}
			McpTransportContext context = McpTransportContext.create(Map.of(McpVisit.KEY, visit));
			McpSchema.JSONRPCResponse response = plain(server(visit.route()).answer(context, request));
			return json(200, mapper.writeValueAsBytes(response), visit.delivered());
		}
		catch (IOException | RuntimeException ex) {
			return json(400,
					("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + PARSE_ERROR
							+ ",\"message\":\"This is no JSON-RPC message that is understood here.\"}}")
						.getBytes(StandardCharsets.UTF_8),
					null);
		}
	}

	/** What a library says about a bad request is not for buyers. */
	private static McpSchema.JSONRPCResponse plain(McpSchema.JSONRPCResponse response) {
		var error = response.error();
		return (error == null) ? response
				: McpSchema.JSONRPCResponse.error(response.id(), new McpSchema.JSONRPCResponse.JSONRPCError(
						error.code(), "The request is not one that is answered here.", null));
	}

	private AgentServer server(Route route) {
		Open open = this.servers.get(route.offer());
		if (open != null && open.route.equals(route)) {
			return open.server;
		}
		if (this.servers.size() >= MOST_SERVERS) {
			this.servers.clear();
		}
		AgentServer server = AgentServer.of(route, this.cashier);
		this.servers.put(route.offer(), new Open(route, server));
		return server;
	}

	private static Reply.Whole json(int status, byte[] body, @Nullable Runnable delivered) {
		Map<String, List<String>> headers = headers();
		headers.put("Content-Type", List.of("application/json"));
		return new Reply.Whole(status, headers, body, delivered);
	}

	private static Map<String, List<String>> headers() {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("Cache-Control", List.of("no-store"));
		headers.put("Allow", List.of("POST, OPTIONS"));
		return headers;
	}

	private record Open(Route route, AgentServer server) {

	}

}
