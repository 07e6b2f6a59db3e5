package org.obol.gateway.door;

import java.util.Optional;
import org.obol.gateway.paywall.Reply;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Puts a reply on the wire. */
@Component
class ReplyWriter {

	private final Scheduler blocking;

	ReplyWriter(VirtualThreads threads) {
		this.blocking = threads.scheduler();
	}

	Mono<Void> write(ServerWebExchange exchange, Reply reply) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(reply.status()));
		HttpHeaders headers = response.getHeaders();
		reply.headers().forEach(headers::addAll);
		PublicHeaders.addTo(headers);
		return switch (reply) {
			case Reply.Whole whole -> whole(exchange, whole);
			case Reply.Flowing flowing -> flowing(response, flowing);
		};
	}

	private Mono<Void> whole(ServerWebExchange exchange, Reply.Whole whole) {
		ServerHttpResponse response = exchange.getResponse();
		boolean empty = whole.body().length == 0 || whole.status() == 204 || whole.status() == 304
				|| HttpMethod.HEAD.equals(exchange.getRequest().getMethod());
		Mono<Void> written;
		if (empty) {
			written = response.setComplete();
		}
		else {
			response.getHeaders().setContentLength(whole.body().length);
			written = response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(whole.body())));
		}
		Runnable delivered = whole.delivered();
		return (delivered != null) ? written.then(later(delivered)) : written;
	}

	private Mono<Void> flowing(ServerHttpResponse response, Reply.Flowing flowing) {
		Flux<DataBuffer> parts = Flux.<byte[]>generate((sink) -> {
			Optional<byte[]> part = flowing.parts().get();
			part.ifPresentOrElse(sink::next, sink::complete);
		}).subscribeOn(this.blocking).map((part) -> response.bufferFactory().wrap(part));
		return response.writeAndFlushWith(parts.map(Mono::just))
			.then(later(flowing.delivered()))
			.doFinally((ignored) -> flowing.close().run());
	}

	private Mono<Void> later(Runnable work) {
		return Mono.<Void>fromRunnable(work).subscribeOn(this.blocking);
	}

}
