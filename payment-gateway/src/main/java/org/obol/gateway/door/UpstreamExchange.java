package org.obol.gateway.door;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.upstream.UpstreamRequest;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;

/**
 * One call to a service, as the routing filter sees it: our request, a response that is
 * never written, and attributes of its own, so that a call can be made again.
 */
final class UpstreamExchange extends ServerWebExchangeDecorator {

	private final Map<String, Object> attributes;

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	UpstreamExchange(ServerWebExchange exchange, UpstreamRequest request, URI url) {
		super(exchange);
		this.attributes = new HashMap<>(exchange.getAttributes());
		this.attributes.remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
		this.attributes.put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, url);
		this.request = new Request(exchange.getRequest(), request, url);
		this.response = new Response(exchange.getResponse());
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public ServerHttpRequest getRequest() {
		return this.request;
	}

	@Override
	public ServerHttpResponse getResponse() {
		return this.response;
	}

	private static final class Request extends ServerHttpRequestDecorator {

		private final UpstreamRequest request;

		private final URI url;

		private final HttpHeaders headers = new HttpHeaders();

		Request(ServerHttpRequest original, UpstreamRequest request, URI url) {
			super(original);
			this.request = request;
			this.url = url;
			request.headers().forEach(this.headers::addAll);
			if (request.body().length > 0
					|| !(HttpMethod.GET.equals(getMethod()) || HttpMethod.HEAD.equals(getMethod()))) {
				this.headers.setContentLength(request.body().length);
			}
		}

		@Override
		public HttpMethod getMethod() {
			return HttpMethod.valueOf(this.request.method());
		}

		@Override
		public URI getURI() {
			return this.url;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			byte[] body = this.request.body();
			return (body.length > 0) ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)) : Flux.empty();
		}

	}

	private static final class Response extends ServerHttpResponseDecorator {

		private final HttpHeaders headers = new HttpHeaders();

		Response(ServerHttpResponse original) {
			super(original);
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public boolean setStatusCode(@Nullable HttpStatusCode status) {
			return true;
		}

	}

}
