package org.obol.gateway;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the gateway is in its world.
 *
 * @param publicUrl what buyers type; never taken from a request, whose Host header anyone
 * can set
 * @param storefront where catalogue paths are forwarded
 * @param local whether Services are looked up on this machine (virtual node)
 * @param trustedProxies networks, as 10.0.0.0/8, whose X-Forwarded-For is believed; only
 * for limits by address, and none by default because everybody can send that header
 */
@ConfigurationProperties("obol")
public record GatewayProperties(@DefaultValue("http://localhost:8402") URI publicUrl,
		@DefaultValue Storefront storefront, @DefaultValue("false") boolean local,
		@DefaultValue List<String> trustedProxies) {

	/**
	 * The storefront.
	 *
	 * @param url scheme, host and port by cluster name
	 */
	public record Storefront(@DefaultValue("http://storefront.obol-system.svc.cluster.local:8410") URI url) {

	}

}
