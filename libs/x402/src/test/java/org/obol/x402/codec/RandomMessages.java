package org.obol.x402.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.SettlementResponse;
import org.obol.x402.Supported;
import org.obol.x402.VerifyResponse;
import org.obol.x402.X402Version;
import org.obol.x402.extension.SignIn;

/** Messages as they may be, of every kind and with every member there or not. */
final class RandomMessages {

	private static final String HEX = "0123456789abcdefABCDEF";

	private static final String PRINTABLE = " !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";

	private static final List<Network> NAMED = List.of(new Network("eip155:8453"), new Network("eip155:84532"),
			new Network("eip155:43114"), new Network("eip155:137"));

	private final Random random;

	RandomMessages(Random random) {
		this.random = random;
	}

	PaymentPayload payment() {
		return (this.random.nextInt(3) == 0) ? PaymentPayload.v1(word(), one(NAMED), eip3009())
				: PaymentPayload.v2(requirements(), payload(), maybe(this::resource), open(2));
	}

	FacilitatorCodec.Request question() {
		PaymentRequirements offer = requirements();
		return new FacilitatorCodec.Request(PaymentPayload.v2(offer, payload(), maybe(this::resource), open(2)), offer);
	}

	PaymentRequired required() {
		List<PaymentRequirements> accepts = several(this::requirements);
		accepts.add(requirements());
		return new PaymentRequired(X402Version.V2, maybe(this::text), resource(), accepts, open(3));
	}

	SettlementResponse receipt() {
		return new SettlementResponse(this.random.nextBoolean(), maybe(() -> new ErrorReason(word())),
				maybe(() -> hex(40)), this.random.nextBoolean() ? hex(64) : "", network(), maybe(this::amount),
				open(2));
	}

	VerifyResponse verdict() {
		return new VerifyResponse(this.random.nextBoolean(), maybe(() -> new ErrorReason(word())), maybe(this::text),
				maybe(() -> hex(40)));
	}

	Supported supported() {
		List<Supported.Kind> kinds = several(
				() -> this.random.nextBoolean() ? new Supported.Kind(X402Version.V2, word(), network(), open(1))
						: new Supported.Kind(X402Version.V1, word(), one(NAMED), Map.of()));
		Map<String, List<String>> signers = new LinkedHashMap<>();
		several(() -> "eip155:" + this.random.nextInt(9)).forEach((key) -> signers.put(key, several(() -> hex(40))));
		return new Supported(kinds, several(this::word), signers);
	}

	SignIn.Signed signIn() {
		SignIn message = new SignIn(line(), maybe(this::line), line(), "1", one(NAMED), word() + "12345678", line(),
				maybe(this::line), maybe(this::line), maybe(this::line), several(this::line));
		return new SignIn.Signed(message, hex(40), hex(2 * this.random.nextInt(100)));
	}

	private PaymentRequirements requirements() {
		return new PaymentRequirements(one(List.of("exact", "upto", word())), network(), amount(), hex(40), hex(40),
				1 + this.random.nextInt(100_000), open(2));
	}

	private SchemePayload payload() {
		return switch (this.random.nextInt(5)) {
			case 0 -> new SchemePayload.Opaque(open(2));
			case 1, 2 -> new SchemePayload.Permit2(hex(130), new Permit2Authorization(hex(40), hex(40), amount(),
					hex(40), uint(), uint(), new Permit2Authorization.Witness(hex(40), maybe(() -> hex(40)), uint())));
			default -> eip3009();
		};
	}

	private SchemePayload eip3009() {
		return new SchemePayload.Eip3009(hex(2 * this.random.nextInt(200)),
				new Authorization(hex(40), hex(40), amount(), uint(), uint(), hex(64)));
	}

	private ResourceInfo resource() {
		return new ResourceInfo("https://" + word() + "/" + text(), maybe(this::text), maybe(this::text),
				maybe(this::label), several(this::label), maybe(this::text));
	}

	private Network network() {
		return switch (this.random.nextInt(4)) {
			case 0 -> new Network("solana:" + word());
			case 1 -> Network.evm(1 + this.random.nextInt(1_000_000));
			default -> one(NAMED);
		};
	}

	private AtomicAmount amount() {
		return new AtomicAmount(uint());
	}

	private BigInteger uint() {
		return new BigInteger(this.random.nextInt(257), this.random);
	}

	private Map<String, Object> open(int depth) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			members.put(word(), value(depth));
		}
		return members;
	}

	private Object value(int depth) {
		return switch (this.random.nextInt(depth > 0 ? 9 : 7)) {
			case 0 -> this.random.nextBoolean();
			case 1 -> this.random.nextInt();
			case 2 -> new BigInteger(200, this.random).add(BigInteger.TWO.pow(70));
			case 3 -> new BigDecimal("0." + (1 + this.random.nextInt(9)));
			case 4 -> Long.MAX_VALUE - this.random.nextInt(9);
			case 7 -> open(depth - 1);
			case 8 -> several(() -> value(depth - 1));
			default -> text();
		};
	}

	private <T> T one(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	private <T> T maybe(Supplier<T> value) {
		return this.random.nextBoolean() ? value.get() : null;
	}

	private <T> List<T> several(Supplier<T> item) {
		List<T> items = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			items.add(item.get());
		}
		return items;
	}

	private String word() {
		return characters("abcdefghijklmnopqrstuvwxyz0123456789", 1 + this.random.nextInt(12));
	}

	private String label() {
		return characters(PRINTABLE, 1 + this.random.nextInt(32));
	}

	private String line() {
		return characters(PRINTABLE + "\u00e4\u94fe", 1 + this.random.nextInt(20));
	}

	private String text() {
		return characters(PRINTABLE + "\n\t\u00e4\u94fe\u2028\u0000", this.random.nextInt(30));
	}

	private String hex(int digits) {
		return "0x" + characters(HEX, digits);
	}

	private String characters(String alphabet, int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
		}
		return text.toString();
	}

}
