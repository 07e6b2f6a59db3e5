package org.obol.gateway.door;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hangs up on buyers who send their request drop by drop, head or body, and on
 * connections that nobody uses. How long an answer takes is not limited here.
 */
@Configuration(proxyBeanMethods = false)
class SlowBuyersConfiguration {

	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> slowBuyers(
			@Value("${obol.door.request-timeout:60s}") Duration request,
			@Value("${obol.door.idle-timeout:75s}") Duration idle,
			@Value("${obol.door.head-timeout:10s}") Duration head) {
		return (factory) -> factory.addServerCustomizers((server) -> server.requestTimeout(request)
			.idleTimeout(idle)
			.doOnChannelInit((observer, channel, remote) -> HeadDeadline.watch(channel.pipeline(), head)));
	}

}
