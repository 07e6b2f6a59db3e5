package org.obol.agenttools.wallet;

import java.util.List;
import java.util.Map;
import org.obol.agenttools.agent.Caller;
import org.obol.agenttools.spending.SpendingLog;
import org.obol.agenttools.spending.SpendingPolicy;
import org.obol.agenttools.tool.Arguments;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.Tool;
import org.obol.agenttools.tool.ToolRefusedException;
import org.springframework.stereotype.Component;

/** Signs a text. */
@Component
class SignMessageTool implements Tool {

	private static final List<Parameter> PARAMETERS = List.of(Parameter.text("message", "The text to sign.", 4096));

	private final Signer signer;

	private final SpendingLog log;

	SignMessageTool(Signer signer, SpendingLog log) {
		this.signer = signer;
		this.log = log;
	}

	@Override
	public String name() {
		return "wallet_sign_message";
	}

	@Override
	public String description() {
		return "Signs a text with your wallet (EIP-191), if your policy allows it. A signature can be a login or a"
				+ " promise: read the text first.";
	}

	@Override
	public List<Parameter> parameters() {
		return PARAMETERS;
	}

	@Override
	public Map<String, Object> call(Caller caller, Arguments arguments) throws InterruptedException {
		String address = Signer.address(caller);
		if (!SpendingPolicy.of(caller).messages()) {
			throw new ToolRefusedException("Your policy does not let you sign texts.");
		}
		String message = arguments.text("message");
		String signature = this.signer.message(caller, message);
		this.log.note(caller, "message", null, "signed", message.length() + " characters");
		return Map.of("address", address, "signature", signature);
	}

}
