package org.obol.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.FullHttpRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a request says of where it goes. */
class WireRequestTests {

	@Test
	void passwordInAnAddressIsNotPartOfTheHost() {
		FullHttpRequest http = new WireRequest("POST", URI.create("http://me:secret@node.example:8545/rpc?a=b"),
				WireRequest.noHeaders(), new byte[] { 1 })
			.http();
		assertThat(http.headers().get("Host")).isEqualTo("node.example:8545");
		assertThat(http.uri()).isEqualTo("/rpc?a=b");
		http.release();
	}

}
