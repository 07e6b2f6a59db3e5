package org.obol.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells once that a connection is there. */
final class WhenActive extends ChannelInboundHandlerAdapter {

	private final Runnable told;

	WhenActive(Runnable told) {
		this.told = told;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		context.pipeline().remove(this);
		context.fireChannelActive();
		this.told.run();
	}

}
