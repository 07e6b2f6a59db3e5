package org.obol.gateway.door;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hangs up on buyers who send their request drop by drop, head or body. Connections that
 * nobody uses are closed by {@link QuickAnswers}. How long an answer takes is not limited
 * here.
 */
@Configuration(proxyBeanMethods = false)
class SlowBuyersConfiguration {

	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> slowBuyers(DoorProperties properties) {
		return (factory) -> factory
			.addServerCustomizers((server) -> server.doOnChannelInit((observer, channel, remote) -> {
				HeadDeadline.watch(channel.pipeline(), properties.headTimeout());
				BodyDeadline.watch(channel.pipeline(), properties.requestTimeout());
			}));
	}

}
