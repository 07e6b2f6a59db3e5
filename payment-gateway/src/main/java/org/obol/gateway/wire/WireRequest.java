package org.obol.gateway.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.Set;

/**
 * A request.
 *
 * @param method upper-case
 * @param url scheme, host and port, with the escaped path and query
 * @param headers all but {@code Host} and {@code Content-Length}, which are added
 * @param body the bytes; empty for none
 */
public record WireRequest(String method, URI url, HttpHeaders headers, byte[] body) {

	private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

	/**
	 * No headers yet. Names and values are checked when they are added.
	 * @return an empty list
	 */
	public static HttpHeaders noHeaders() {
		return DefaultHttpHeadersFactory.headersFactory().newHeaders();
	}

	FullHttpRequest http() {
		FullHttpRequest http = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(this.method),
				target(), Unpooled.wrappedBuffer(this.body), this.headers, noHeaders());
		http.headers().set(HttpHeaderNames.HOST, host());
		if (this.body.length > 0 || !WITHOUT_BODY.contains(this.method)) {
			http.headers().set(HttpHeaderNames.CONTENT_LENGTH, this.body.length);
		}
		return http;
	}

	private String host() {
		String authority = this.url.getRawAuthority();
		return authority.substring(authority.lastIndexOf('@') + 1);
	}

	private String target() {
		String path = this.url.getRawPath().isEmpty() ? "/" : this.url.getRawPath();
		return (this.url.getRawQuery() != null) ? path + "?" + this.url.getRawQuery() : path;
	}

}
