package org.obol.gateway.wire;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.netty.resources.LoopResources;

/** The event loops of the web server, on which the calls to others run as well. */
@Component
public class WireLoops {

	private final EventLoopGroup loops;

	WireLoops(ReactorResourceFactory resources) {
		this.loops = resources.getLoopResources().onServer(LoopResources.DEFAULT_NATIVE);
	}

	EventLoopGroup group() {
		return this.loops;
	}

	/**
	 * A client on these loops.
	 * @param connectTimeout how long a connection may take, TLS included
	 * @param keep how long a connection that nobody uses is kept
	 * @return the client; to be closed
	 */
	public WireClient client(Duration connectTimeout, Duration keep) {
		return new WireClient(this.loops, connectTimeout, keep);
	}

}
