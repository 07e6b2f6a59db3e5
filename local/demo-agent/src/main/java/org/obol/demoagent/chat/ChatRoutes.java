package org.obol.demoagent.chat;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.obol.demoagent.analyst.Analyst;
import org.obol.demoagent.web.ApiError;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The routes of an agent's API server: the models there are, and chat completions, both
 * behind the bearer key.
 */
public final class ChatRoutes {

	static final int MAXIMUM_BODY = 1 << 20;

	static final int MAXIMUM_CONCURRENT = 16;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Semaphore free = new Semaphore(MAXIMUM_CONCURRENT);

	private final BearerKey key;

	private final String model;

	private final Analyst analyst;

	private final Clock clock;

	public ChatRoutes(String key, String model, Analyst analyst, Clock clock) {
		this.key = new BearerKey(key);
		this.model = model;
		this.analyst = analyst;
		this.clock = clock;
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/v1/models", this::models)
			.POST("/v1/chat/completions", this::complete)
			.filter(this::authenticate)
			.build();
	}

	private ServerResponse authenticate(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
		return this.key.opens(request.headers().firstHeader(HttpHeaders.AUTHORIZATION)) ? next.handle(request)
				: ApiError.invalidKey().response();
	}

	private ServerResponse models(ServerRequest request) {
		return ServerResponse.ok()
			.body(Map.of("object", "list", "data", List.of(Map.of("id", this.model, "object", "model", "created",
					this.clock.instant().getEpochSecond(), "owned_by", "obol"))));
	}

	private ServerResponse complete(ServerRequest request) throws ServletException, IOException {
		if (!this.free.tryAcquire()) {
			return ApiError.tooManyRequests(MAXIMUM_CONCURRENT).response();
		}
		try {
			byte[] body = body(request.servletRequest());
			return (body.length > MAXIMUM_BODY) ? ApiError.tooLarge(MAXIMUM_BODY).response()
					: answer(ChatRequest.parse(body));
		}
		catch (IllegalArgumentException ex) {
			return ApiError.invalidRequest(String.valueOf(ex.getMessage())).response();
		}
		finally {
			this.free.release();
		}
	}

	private ServerResponse answer(ChatRequest request) {
		ChatCompletion completion = new ChatCompletion("chatcmpl-" + UUID.randomUUID(),
				this.clock.instant().getEpochSecond(), this.model, this.analyst.answer(request.question()),
				request.length());
		return request.stream() ? stream(completion)
				: ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(completion.whole());
	}

	private static ServerResponse stream(ChatCompletion completion) {
		return ServerResponse.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.header(HttpHeaders.CACHE_CONTROL, "no-cache")
			.build((request, response) -> {
				response.setCharacterEncoding("UTF-8");
				PrintWriter writer = response.getWriter();
				send(writer, MAPPER.writeValueAsString(completion.opening()));
				completion.deltas().forEach((delta) -> send(writer, MAPPER.writeValueAsString(delta)));
				send(writer, MAPPER.writeValueAsString(completion.closing()));
				send(writer, "[DONE]");
				return null;
			});
	}

	private static void send(PrintWriter writer, String data) {
		writer.write("data: " + data + "\n\n");
		writer.flush();
	}

	private static byte[] body(HttpServletRequest request) throws IOException {
		return request.getInputStream().readNBytes(MAXIMUM_BODY + 1);
	}

}
