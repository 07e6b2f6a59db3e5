package org.obol.agentcontroller.admin;

import org.obol.admin.AdminProblems;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Answers refusals of the admin API as problems. */
@Configuration(proxyBeanMethods = false)
@Import(AdminProblems.class)
class AdminConfiguration {

}
