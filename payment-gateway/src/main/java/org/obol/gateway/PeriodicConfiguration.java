package org.obol.gateway;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Runs what is done again and again, each on a thread of its own when it has to be. The
 * scheduler that comes with virtual threads does everything with a fixed delay on one
 * thread: a chain that did not answer would keep this gateway from saying that it is
 * alive, and others would take its payments over while it works on them.
 */
@Configuration(proxyBeanMethods = false)
class PeriodicConfiguration {

	/** One for each thing that is done periodically; most of the time all are idle. */
	private static final int TASKS = 10;

	@Bean
	ThreadPoolTaskScheduler taskScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(TASKS);
		scheduler.setThreadNamePrefix("periodic-");
		scheduler.setDaemon(true);
		// Calls that run are waited for when this program is asked to end, so until they
		// are over it has to say that it is alive: stop later than the web server does.
		scheduler.setPhase(0);
		scheduler.setAcceptTasksAfterContextClose(true);
		return scheduler;
	}

}
