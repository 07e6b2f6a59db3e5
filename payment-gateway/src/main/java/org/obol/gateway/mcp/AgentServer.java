package org.obol.gateway.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.paywall.Cashier;
import org.obol.gateway.route.Route;
import reactor.core.publisher.Mono;

/** The MCP server of one agent: one tool, {@code chat}, which costs what a call costs. */
final class AgentServer {

	private static final String TOOL = "chat";

	private final Handler handler;

	private AgentServer(Handler handler) {
		this.handler = handler;
	}

	static AgentServer of(Route route, Cashier cashier) {
		Handler handler = new Handler();
		ChatTool chat = new ChatTool(TOOL, cashier);
		String description = Objects.requireNonNullElse(route.quote().required().resource().description(),
				"Asks an agent.");
		McpSchema.Tool tool = McpSchema.Tool.builder(TOOL, schema())
			.description(
					description + " Each call is paid for with x402: the payment goes into _meta[\"x402/payment\"].")
			.build();
		McpServer.sync(handler)
			.serverInfo(route.offer().name(), "1")
			.capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
			// Virtual threads may block where they are.
			.immediateExecution(true)
			.validateToolInputs(false)
			.tools(new McpStatelessServerFeatures.SyncToolSpecification(tool,
					(context, request) -> chat.call((McpVisit) context.get(McpVisit.KEY), request)))
			.build();
		return new AgentServer(handler);
	}

	McpSchema.JSONRPCResponse answer(McpTransportContext context, McpSchema.JSONRPCRequest request) {
		return Objects.requireNonNull(this.handler.handler().handleRequest(context, request).block());
	}

	private static Map<String, Object> schema() {
		return Map.of("type", "object", "properties",
				Map.of("message", Map.of("type", "string", "description", "What to ask.")), "required",
				List.of("message"), "additionalProperties", false);
	}

	/** Gets messages from the gateway's own door instead of a port of its own. */
	private static final class Handler implements McpStatelessServerTransport {

		private @Nullable McpStatelessServerHandler handler;

		@Override
		public void setMcpHandler(McpStatelessServerHandler handler) {
			this.handler = handler;
		}

		McpStatelessServerHandler handler() {
			return Objects.requireNonNull(this.handler);
		}

		@Override
		public Mono<Void> closeGracefully() {
			return Mono.empty();
		}

	}

}
