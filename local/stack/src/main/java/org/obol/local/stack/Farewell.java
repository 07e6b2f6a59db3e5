package org.obol.local.stack;

import org.obol.local.stack.console.Progress;
import org.obol.local.stack.data.StackState;

/**
 * What is printed once the suite is ready: where everything is, and what to type next.
 */
final class Farewell {

	private Farewell() {
	}

	static void attached(StackState state, Progress progress) {
		urls(state, progress);
		progress.print("Stop it with Ctrl-C. Next, in another terminal:");
		next(progress);
	}

	static void detached(StackState state, Progress progress) {
		urls(state, progress);
		progress.print("It runs in the background (process " + state.pid() + "): obol stack status, obol stack down.");
		progress.print("Next:");
		next(progress);
	}

	static void kept(StackState state, Progress progress) {
		urls(state, progress);
		progress.print("The suite runs on (process " + state.pid() + "). Stop it with:");
		progress.print("  ./obol stack down");
	}

	private static void urls(StackState state, Progress progress) {
		progress.print("");
		progress.print("  gateway     " + state.gatewayUrl() + "   where buyers pay");
		progress.print("  storefront  " + state.storefrontUrl() + "   the catalogue for people");
		progress.print("  chain       " + state.rpcUrl() + "   " + state.network());
		progress.print("  kubectl     kubectl --kubeconfig " + state.kubeconfig() + " get agents,serviceoffers -A");
		progress.print("");
	}

	private static void next(Progress progress) {
		progress.print("  ./obol demo");
	}

}
