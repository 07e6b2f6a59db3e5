package org.obol.offercontroller.admin;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Clock;
import org.obol.admin.AccessReviews;
import org.obol.admin.AdminApiDocument;
import org.obol.admin.AdminProblems;
import org.obol.kube.Cluster;
import org.obol.kube.Informers;
import org.obol.offercontroller.offer.OfferPreview;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the admin API. */
@Configuration(proxyBeanMethods = false)
@Import(AdminProblems.class)
class OfferAdminConfiguration {

	@Bean
	AccessReviews accessReviews(ApiClient client) {
		return new AccessReviews(client);
	}

	@Bean
	OfferStore offerStore(ApiClient client, Informers informers, Clock clock) {
		return new OfferStore(new Cluster(client, "offer-admin"), informers, clock);
	}

	@Bean
	AgentLogs agentLogs(ApiClient client) {
		return new AgentLogs(client);
	}

	@Bean
	AdminApiDocument adminApiDocument() {
		return AdminApiDocument.fromClassPath("/admin-openapi.json");
	}

	@Bean
	Preview preview(OfferPreview offers) {
		return new Preview(offers);
	}

}
