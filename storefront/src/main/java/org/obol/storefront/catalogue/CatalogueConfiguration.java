package org.obol.storefront.catalogue;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Clock;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.kube.KubernetesClients;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the watch on the offers. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApiClient apiClient() {
		return KubernetesClients.standard();
	}

	@Bean
	CatalogueWatch catalogue(ApiClient client, CatalogueProperties properties) {
		TombstoneReader tombstones = new TombstoneReader(new Cluster(client, "storefront"),
				TombstoneReader.key(properties.registration().tombstones()), Clock.systemUTC());
		return new CatalogueWatch(new Informers(client), properties, tombstones);
	}

}
