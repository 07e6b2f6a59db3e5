package org.obol.agenttools.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.obol.agenttools.tool.ToolRefusedException;
import org.web3j.abi.FunctionEncoder;
import org.web3j.crypto.Hash;

/**
 * A function of a contract, by its Solidity signature. Calls are made from texts only, so
 * there is no way to say more in one than the signature says.
 *
 * @param name the name
 * @param types what it takes
 */
public record ContractFunction(String name, List<ArgumentType> types) {

	private static final Pattern FORM = Pattern.compile("([A-Za-z_$][A-Za-z0-9_$]{0,63})\\(([a-z0-9,\\[\\]]*)\\)");

	private static final int SELECTOR = 10;

	private static final int MOST = 8;

	public ContractFunction {
		types = List.copyOf(types);
	}

	/**
	 * Reads a signature.
	 * @param signature such as {@code approve(address,uint256)}: canonical types, no
	 * spaces and no names
	 * @return the function
	 * @throws IllegalArgumentException if it is not one that can be called
	 */
	public static ContractFunction parse(String signature) {
		Matcher matcher = FORM.matcher(signature);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"'" + signature + "' is not a signature such as approve(address,uint256)");
		}
		List<ArgumentType> types = new ArrayList<>();
		if (!matcher.group(2).isEmpty()) {
			for (String type : matcher.group(2).split(",", -1)) {
				types.add(ArgumentType.parse(type));
			}
		}
		if (types.size() > MOST) {
			throw new IllegalArgumentException("'" + signature + "' has more than " + MOST + " arguments");
		}
		return new ContractFunction(matcher.group(1), types);
	}

	/**
	 * As Solidity hashes it.
	 * @return the signature
	 */
	public String signature() {
		return this.name + "(" + String.join(",", this.types.stream().map(ArgumentType::canonical).toList()) + ")";
	}

	/**
	 * What a contract knows the function by.
	 * @return 0x and 8 hex digits
	 */
	public String selector() {
		return Hash.sha3String(signature()).substring(0, SELECTOR);
	}

	/**
	 * Reads the arguments of a call.
	 * @param texts one per argument
	 * @return the values of each, in one spelling
	 * @throws ToolRefusedException if one does not fit its type, or the number is wrong
	 */
	public List<List<String>> read(List<String> texts) {
		if (texts.size() != this.types.size()) {
			throw new ToolRefusedException(
					signature() + " takes " + this.types.size() + " arguments, not " + texts.size() + ".");
		}
		List<List<String>> values = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			values.add(this.types.get(i).read(texts.get(i)));
		}
		return values;
	}

	/**
	 * A call.
	 * @param values as {@link #read} gave them
	 * @return the selector and the encoded arguments, 0x and hex
	 */
	public String encode(List<List<String>> values) {
		List<Object> arguments = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			arguments.add(this.types.get(i).encodable(values.get(i)));
		}
		try {
			String data = FunctionEncoder.encode(FunctionEncoder.makeFunction(this.name,
					this.types.stream().map(ArgumentType::canonical).toList(), arguments, List.of()));
			if (!data.startsWith(selector())) {
				throw new IllegalStateException("the encoder reads " + signature() + " differently");
			}
			return data;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("the encoder does not know " + signature(), ex);
		}
	}

	@Override
	public String toString() {
		return signature();
	}

}
