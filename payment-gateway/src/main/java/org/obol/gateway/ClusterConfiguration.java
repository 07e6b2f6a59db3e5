package org.obol.gateway;

import io.kubernetes.client.openapi.ApiClient;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.kube.KubernetesClients;
import org.obol.kube.ServiceResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway's read-only view of the cluster. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

	@Bean
	ApiClient kubernetesClient() {
		return KubernetesClients.standard();
	}

	@Bean
	Informers informers(ApiClient client) {
		return new Informers(client);
	}

	@Bean
	ServiceResolver serviceResolver(GatewayProperties properties, Informers informers) {
		return ServiceResolver.of(properties.local(), informers);
	}

	@Bean
	Cluster cluster(ApiClient client) {
		return new Cluster(client, "payment-gateway");
	}

}
