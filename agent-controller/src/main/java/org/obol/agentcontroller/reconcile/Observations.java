package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import org.obol.agentcontroller.probe.AgentProbe;
import org.obol.agentcontroller.probe.SignerProbe;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.agentcontroller.resources.SignerResources;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.agentcontroller.wallet.WalletState;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;
import org.springframework.stereotype.Component;

/** Looks at what was provisioned: does it run, and is it locked down? */
@Component
class Observations {

	private static final String NOT_RUNNING = "The agent does not run yet";

	private final AgentProbe probe;

	private final SignerProbe signer;

	Observations(AgentProbe probe, SignerProbe signer) {
		this.probe = probe;
		this.signer = signer;
	}

	void about(AgentPlan plan, AgentRuntime runtime, Provisioned.Applied applied, StatusReport report)
			throws InterruptedException {
		JsonObject deployment = applied.deployment();
		wallet(plan, applied.wallet(), report);
		if (!AgentReconciler.hasReadyReplica(deployment)) {
			report.fails(AgentCondition.PROVISIONED, AgentReason.WAITING_FOR_DEPLOYMENT,
					"Deployment " + AgentResources.NAME + " has no ready replica yet");
			report.unknown(AgentCondition.API_AUTH_ENFORCED, AgentReason.NOT_PROBED, NOT_RUNNING);
			report.unknown(AgentCondition.TOOLSETS_RESTRICTED, AgentReason.NOT_PROBED, NOT_RUNNING);
			return;
		}
		report.holds(AgentCondition.PROVISIONED, AgentReason.PROVISIONED,
				"Deployment " + AgentResources.NAME + " has a ready replica");
		String endpoint = AgentResources.endpoint(plan.key());
		report.probed(AgentCondition.API_AUTH_ENFORCED, this.probe.keyIsEnforced(endpoint));
		report.probed(AgentCondition.TOOLSETS_RESTRICTED,
				this.probe.toolsetsAreAsRendered(endpoint, applied.apiKey(), runtime.toolsets(plan)));
	}

	private void wallet(AgentPlan plan, WalletState wallet, StatusReport report) throws InterruptedException {
		switch (wallet) {
			case WalletState.NotWanted() ->
				report.holds(AgentCondition.WALLET_READY, AgentReason.WALLET_NOT_REQUESTED, "No wallet is wanted");
			case WalletState.Broken(String ignored, String message) ->
				report.fails(AgentCondition.WALLET_READY, AgentReason.WALLET_ERROR, message);
			case WalletState.Kept(String address, String token, String ignored) -> report.wallet(address)
				.probed(AgentCondition.WALLET_READY,
						this.signer.listsAddress(SignerResources.endpoint(plan.key()), token, address));
		}
	}

}
