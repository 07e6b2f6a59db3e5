package org.obol.gateway;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the gateway is in its world.
 *
 * @param publicUrl what buyers type; never taken from a request, whose Host header anyone
 * can set
 * @param storefront where catalogue paths are forwarded
 * @param local whether Services are looked up on this machine (virtual node)
 */
@ConfigurationProperties("obol")
public record GatewayProperties(@DefaultValue("http://localhost:8402") URI publicUrl,
		@DefaultValue Storefront storefront, @DefaultValue("false") boolean local) {

	/**
	 * The storefront.
	 *
	 * @param url scheme, host and port by cluster name
	 */
	public record Storefront(@DefaultValue("http://storefront.obol-system.svc.cluster.local:8410") URI url) {

	}

}
