package org.obol.agentcontroller.settings;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this program runs.
 *
 * @param local whether pods are processes of this machine, so that Services are found by
 * annotation
 * @param namespace the namespace of the suite's programs, which has the lease
 * @param leaderElection whether replicas take turns; off on a laptop unless said
 * otherwise
 * @param workers how many agents are worked on at once
 */
@Validated
@ConfigurationProperties("obol")
public record ProgramSettings(@DefaultValue("false") boolean local,
		@NotBlank @DefaultValue("obol-system") String namespace, @Nullable Boolean leaderElection,
		@Min(1) @DefaultValue("4") int workers) {

	/**
	 * Tells whether this replica has to be elected before it works.
	 * @return what was configured, else true in a cluster
	 */
	public boolean electsLeader() {
		return (this.leaderElection != null) ? this.leaderElection : !this.local;
	}

}
