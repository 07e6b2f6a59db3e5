package org.obol.gateway.door;

import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.netty.NettyPipeline;

/**
 * Puts {@link QuickAnswers} into the connections of the public port. A customizer is not
 * inherited by the admin port's context, so its connections have none.
 */
@Configuration(proxyBeanMethods = false)
class QuickAnswersConfiguration {

	/** Before {@link BodyDeadline}: what they deal with they refuse in words. */
	@Bean
	@Order(0)
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> quickAnswers(Doorkeeper doorkeeper, QuickCalls calls) {
		return (factory) -> factory
			.addServerCustomizers((server) -> server.doOnChannelInit((observer, channel, remote) -> {
				ChannelPipeline pipeline = channel.pipeline();
				if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
					pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "quick-answers",
							new QuickAnswers(doorkeeper, calls));
				}
			}));
	}

}
