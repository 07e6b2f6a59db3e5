package org.obol.gateway.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.paywall.Cashier;
import org.obol.gateway.paywall.PaidCall;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.x402.PaymentRequired;
import org.obol.x402.ResourceInfo;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.extension.PaymentIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sells one call of an agent as a tool call. The purchase goes to the same till as one
 * over HTTP, with the same request: whoever paid there and repeats the payment here gets
 * the same answer.
 */
final class ChatTool {

	private static final Logger log = LoggerFactory.getLogger(ChatTool.class);

	private static final String PAYMENT = "x402/payment";

	private static final String RECEIPT = "x402/payment-response";

	private static final List<String> KEPT_EXTENSIONS = List.of(GasSponsoring.KEY, PaymentIdentifier.KEY);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String name;

	private final Cashier cashier;

	ChatTool(String name, Cashier cashier) {
		this.name = name;
		this.cashier = cashier;
	}

	CallToolResult call(McpVisit visit, McpSchema.CallToolRequest request) {
		Object payment = (request.meta() != null) ? request.meta().get(PAYMENT) : null;
		if (payment == null) {
			return paymentRequired(visit.route(), "Payment required");
		}
		Object message = (request.arguments() != null) ? request.arguments().get("message") : null;
		if (!(message instanceof String text) || text.isBlank() || request.arguments().size() != 1) {
			return failed(
					"{\"error\":\"The tool takes one argument, message, a text.\",\"reason\":\"invalid_arguments\","
							+ "\"hint\":\"Nothing was charged.\",\"retriable\":true}");
		}
		try {
			return switch (this.cashier.serve(paidCall(visit, payment, text))) {
				case Reply.Whole whole -> result(visit, whole);
				case Reply.Flowing flowing -> streamed(visit, flowing);
			};
		}
		catch (RuntimeException ex) {
			log.error("A call of {} over MCP failed inside the gateway", visit.route().offer(), ex);
			return failed("{\"error\":\"The gateway failed.\",\"reason\":\"internal_error\","
					+ "\"hint\":\"Send the same payment again; do not sign a new one.\",\"retriable\":true}");
		}
	}

	private static PaidCall paidCall(McpVisit visit, Object payment, String text) {
		// In a fixed order: repeats are known by these bytes.
		ObjectNode body = JSON.createObjectNode();
		body.putArray("messages").addObject().put("role", "user").put("content", text);
		body.put("stream", false);
		BuyerRequest request = new BuyerRequest("POST", "/v1/chat/completions", "",
				Map.of("content-type", List.of("application/json")), JSON.writeValueAsBytes(body));
		// Read by the same decoder, with the same limits, as what comes in a header.
		String header = Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(payment));
		return new PaidCall(visit.route(), request, header, visit.address(), visit.upstream(), visit.buyer());
	}

	private CallToolResult result(McpVisit visit, Reply.Whole reply) {
		if (reply.status() == 402 || reply.status() == 412) {
			String error = header(reply, PaymentHeaders.PAYMENT_REQUIRED)
				.map((quote) -> PaymentRequiredCodec.decodeHeader(quote).error())
				.orElse("Payment required");
			return paymentRequired(visit.route(), error);
		}
		String body = new String(reply.body(), StandardCharsets.UTF_8);
		Map<String, Object> meta = receipt(reply);
		if (reply.status() >= 400) {
			return CallToolResult.builder().addTextContent(body).isError(true).meta(meta).build();
		}
		visit.whenDelivered(reply.delivered());
		return CallToolResult.builder().addTextContent(content(body)).isError(false).meta(meta).build();
	}

	/** An agent that streams unasked is paid by now, so what it says is passed on. */
	private static CallToolResult streamed(McpVisit visit, Reply.Flowing reply) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try {
			for (Optional<byte[]> part = reply.parts().get(); part.isPresent(); part = reply.parts().get()) {
				body.writeBytes(part.get());
			}
		}
		finally {
			reply.close().run();
		}
		visit.whenDelivered(reply.delivered());
		return CallToolResult.builder()
			.addTextContent(body.toString(StandardCharsets.UTF_8))
			.isError(false)
			.meta(receipt(reply))
			.build();
	}

	/** The 402 as a tool's result: an error for models, an object for programs. */
	private CallToolResult paymentRequired(Route route, @Nullable String error) {
		PaymentRequired http = route.quote().required();
		Map<String, Object> extensions = new LinkedHashMap<>();
		KEPT_EXTENSIONS.stream()
			.filter(http.extensions()::containsKey)
			.forEach((key) -> extensions.put(key, http.extensions().get(key)));
		ResourceInfo tool = ResourceInfo.of("mcp://tool/" + this.name, http.resource().description(),
				"application/json");
		byte[] json = PaymentRequiredCodec
			.encodeV2Body(PaymentRequired.of((error != null) ? error : "Payment required", tool, http.accepts())
				.withExtensions(extensions));
		return CallToolResult.builder()
			.addTextContent(new String(json, StandardCharsets.UTF_8))
			.structuredContent(JSON.readValue(json, Map.class))
			.isError(true)
			.build();
	}

	private static CallToolResult failed(String text) {
		return CallToolResult.builder().addTextContent(text).isError(true).build();
	}

	private static Map<String, Object> receipt(Reply reply) {
		Map<String, Object> meta = new LinkedHashMap<>();
		header(reply, PaymentHeaders.PAYMENT_RESPONSE)
			.ifPresent((receipt) -> meta.put(RECEIPT, JSON.readValue(Base64.getDecoder().decode(receipt), Map.class)));
		return meta;
	}

	private static Optional<String> header(Reply reply, String name) {
		return Optional.ofNullable(reply.headers().get(name)).map(List::getFirst);
	}

	/** What the agent said; all of it as it came if that is not where it should be. */
	private static String content(String body) {
		try {
			JsonNode content = JSON.readTree(body).at("/choices/0/message/content");
			return content.isString() ? content.stringValue() : body;
		}
		catch (JacksonException ex) {
			return body;
		}
	}

}
