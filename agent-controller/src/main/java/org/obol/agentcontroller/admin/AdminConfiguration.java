package org.obol.agentcontroller.admin;

import org.obol.admin.AdminApiDocument;
import org.obol.admin.AdminProblems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Answers refusals of the admin API as problems, and serves its document. */
@Configuration(proxyBeanMethods = false)
@Import(AdminProblems.class)
class AdminConfiguration {

	@Bean
	AdminApiDocument adminApiDocument() {
		return AdminApiDocument.fromClassPath("/admin-openapi.json");
	}

}
