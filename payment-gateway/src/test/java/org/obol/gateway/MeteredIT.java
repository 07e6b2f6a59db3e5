package org.obol.gateway;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.facilitator.TestLookups;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.chain.OnchainApprovals;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.SettlementResponseCodec;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PaymentSigner;
import org.obol.x402.evm.X402Contracts;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import org.obol.x402.facilitator.Settlement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is charged by use (scheme {@code upto}), settled on a real chain: buyers sign the
 * most that a call may cost, and pay what it did cost.
 */
class MeteredIT extends GatewayIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private static final EvmAccount SETTLER = ANVIL.fundedAccount();

	private static final String BUYER_KEY = "0x" + "5eed".repeat(16);

	private static final EvmAccount BUYER = EvmAccount.ofPrivateKey(BUYER_KEY);

	private static final String MOST = "1000000";

	private static final String CHAT = "/services/quant/v1/chat/completions";

	private static final String PLAIN = "/services/tides/now";

	private static ChainClient client;

	private static OnchainFacilitator onchain;

	private final String seller = ANVIL.newAccount().address();

	@BeforeAll
	static void connect() {
		Path contracts = Path.of(System.getProperty("obol.root", ".."), "libs/x402/src/test/resources/contracts");
		ANVIL.place(contracts.resolve("Permit2.json"), X402Contracts.PERMIT2);
		ANVIL.place(contracts.resolve("UptoPermit2Proxy.json"), X402Contracts.UPTO_PERMIT2_PROXY);
		client = ANVIL.client();
		onchain = new OnchainFacilitator(List.of(client), SETTLER, Clock.systemUTC(),
				OnchainSettings.defaults().withTimeouts(Duration.ofSeconds(5), Duration.ofMinutes(1)));
		ANVIL.mint(AnvilChain.OBOL, BUYER.address(), 1_000_000_000);
		ANVIL.rpc("anvil_setBalance", BUYER.address(), "0x56bc75e2d63100000");
		ANVIL.rpc("anvil_impersonateAccount", BUYER.address());
		ANVIL.sendFrom(BUYER.address(), AnvilChain.OBOL.address(), "0x095ea7b3" + "0".repeat(24)
				+ X402Contracts.PERMIT2.substring(2).toLowerCase(Locale.ROOT) + "f".repeat(64));
	}

	@AfterAll
	static void disconnect() {
		client.close();
	}

	@BeforeEach
	void sellByUse() {
		this.facilitator.real = onchain;
		this.chain.real = TestLookups.on("eip155:84532", ANVIL.rpcUrl());
		var agent = new ServiceOfferSpec.AgentTarget(new ServiceOfferSpec.AgentRef("quant", "agent-quant"), null);
		String url = this.upstream.url().toString();
		sell(Offers.live("quant", "agent-quant", Offers.spec(ServiceOfferSpec.TYPE_AGENT, agent, null),
				Offers.status(url, new ServiceOfferStatus.AgentResolution("m", List.of(), "demo", url),
						List.of(byUse("100000000")))),
				Offers.live("tides", "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, null),
						Offers.status(url, null, List.of(byUse(null)))));
	}

	@Test
	void officialClientPaysForTheTokensThatTheAgentReports() throws Exception {
		this.upstream.script = FakeUpstream.text(200, "application/json",
				FakeUpstream.completion("42", "stop", ",\"usage\":{\"total_tokens\":1500}"));
		JsonNode bought = JsonMapper.builder()
			.build()
			.readTree(NodeScripts.installed()
				.run("upto.mjs", Map.of("OFFER_URL", "http://127.0.0.1:" + this.port + CHAT, "BUYER_KEY", BUYER_KEY,
						"RPC_URL", ANVIL.rpcUrl().toString())));
		assertThat(bought.path("status").asInt()).as(bought.toString()).isEqualTo(200);
		assertThat(bought.at("/receipt/success").asBoolean()).isTrue();
		assertThat(bought.at("/receipt/amount").asString()).isEqualTo("150000");
		charged(150_000);
		assertThat(this.jdbc.sql("select amount from payment").query(BigDecimal.class).single())
			.isEqualByComparingTo(MOST);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			,"usage":{"prompt_tokens":400,"completion_tokens":1} | 40100
			,"usage":{"total_tokens":999999999} | 1000000
			,"usage":{"total_tokens":0} | 600
			,"usage":{"total_tokens":-7} | 600
			,"usage":"many" | 600
			,"object":"x" | 600
			""")
	void neverMoreThanTheMaximumAndCountedHereWhenNothingIsReported(String usage, long charge) {
		this.upstream.script = FakeUpstream.text(200, "application/json", FakeUpstream.completion("42", "stop", usage));
		HttpResponse<String> answer = ask(CHAT, sign(CHAT), question(false));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		charged(charge);
	}

	@Test
	void streamIsChargedWhenItIsCompleteByTheUsageAtItsEnd() {
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("42", ""),
				FakeUpstream.chunk("", "stop").replace("]}\n\n", "],\"usage\":{\"total_tokens\":77}}\n\n"),
				"data: [DONE]\n\n");
		HttpResponse<String> answer = ask(CHAT, sign(CHAT), question(true));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("42").contains("[DONE]");
		assertThat(this.upstream.seen.getFirst().body()).contains("\"include_usage\":true");
		charged(7_700);
	}

	@ParameterizedTest
	@CsvSource({ "1234, 1234", "33.33%, 333300", "100%, 1000000", "1000000, 1000000", "0.0001%, 1" })
	void serviceSaysWhatItsAnswerCosts(String said, long charge) {
		says("{\"amount\":\"" + said + "\"}");
		HttpResponse<String> answer = pay(PLAIN, sign(PLAIN));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Settlement-Overrides")).isEmpty();
		assertThat(receipt(answer)).isEqualTo(String.valueOf(charge));
		charged(charge);
	}

	@Test
	void serviceThatSaysNothingIsPaidTheMaximum() {
		assertThat(pay(PLAIN, sign(PLAIN)).statusCode()).isEqualTo(200);
		charged(1_000_000);
	}

	@Test
	void whatCostsNothingIsServedWithoutATransaction() {
		says("{\"amount\":\"0\"}");
		String payment = sign(PLAIN);
		HttpResponse<String> answer = pay(PLAIN, payment);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(receipt(answer)).isEqualTo("0");
		assertThat(pay(PLAIN, payment).body()).isEqualTo(answer.body());
		assertThat(this.facilitator.calls).containsExactly("verify");
		assertThat(this.upstream.seen).hasSize(1);
		charged(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1000001", "-1", "1e3", "0x10", "101%", "-5%", "$0.05", "" })
	void priceThatCanNotBeChargedIsNotGuessed(String said) {
		says("{\"amount\":\"" + said + "\"}");
		HttpResponse<String> answer = pay(PLAIN, sign(PLAIN));
		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(answer.body()).contains("upstream_failed").contains("Nothing was charged");
		assertThat(this.facilitator.calls).containsExactly("verify");
		assertThat(state()).isEqualTo("RELEASED");
	}

	@Test
	void buyerCanNotSayWhatItCosts() {
		HttpResponse<String> answer = send(request(PLAIN).header("PAYMENT-SIGNATURE", sign(PLAIN))
			.header("Settlement-Overrides", "{\"amount\":\"1\"}"));
		assertThat(answer.statusCode()).isEqualTo(200);
		charged(1_000_000);
	}

	@Test
	void settlementThatDropsIsFoundByWhatWasChargedNotByTheMaximum() {
		says("{\"amount\":\"4321\"}");
		String payment = sign(PLAIN);
		this.facilitator.real = null;
		this.facilitator.settlement = (decoded) -> {
			onchain.settle(decoded, decoded.accepted().withAmount(org.obol.x402.AtomicAmount.of(4321)));
			return new Settlement.Unknown(ErrorReason.FACILITATOR_ERROR, "connection reset", null);
		};
		HttpResponse<String> answer = pay(PLAIN, payment);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(this.facilitator.amounts).containsExactly("4321");
		assertThat(receipt(answer)).isEqualTo("4321");
		assertThat(receipt(pay(PLAIN, payment))).isEqualTo("4321");
		charged(4_321);
	}

	@Test
	void settlementThatNeverHappenedIsTriedAgainForWhatWasCharged() {
		says("{\"amount\":\"4321\"}");
		String payment = sign(PLAIN);
		this.facilitator.real = null;
		this.facilitator.settlement = (decoded) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		assertThat(pay(PLAIN, payment).statusCode()).isEqualTo(503);
		this.facilitator.real = onchain;
		assertThat(receipt(pay(PLAIN, payment))).isEqualTo("4321");
		assertThat(this.facilitator.amounts).containsExactly("4321", "4321");
		assertThat(this.upstream.seen).hasSize(1);
		charged(4_321);
	}

	@Test
	void permitForAnotherFacilitatorIsForOtherTerms() {
		PaymentRequirements offered = terms(PLAIN);
		String stranger = ANVIL.newAccount().address();
		PaymentRequirements other = offered.withExtra("facilitatorAddress", stranger);
		var payment = signer().sign(required(other), other);
		var disguised = new org.obol.x402.PaymentPayload(payment.version(), payment.scheme(), payment.network(),
				offered, payment.payload(), null, Map.of());
		assertThat(pay(PLAIN, PaymentPayloadCodec.encodeHeader(disguised)).body()).contains("no_matching_requirement");
		assertThat(this.facilitator.calls).isEmpty();
	}

	private void charged(long units) {
		await().until(() -> state().equals("SETTLED"));
		assertThat(ANVIL.balance(AnvilChain.OBOL, this.seller)).isEqualTo(units);
		assertThat(this.jdbc.sql("select sum(coalesce(charge, amount)) from payment").query(Long.class).single())
			.isEqualTo(units);
	}

	private void says(String price) {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("Settlement-Overrides", price);
			FakeUpstream.text(200, "application/json", "{\"height\":42}").run(exchange, body);
		};
	}

	private String sign(String path) {
		PaymentRequirements terms = terms(path);
		return PaymentPayloadCodec.encodeHeader(signer().sign(required(terms), terms));
	}

	private static PaymentSigner signer() {
		return new PaymentSigner(BUYER, Clock.systemUTC(), new SecureRandom())
			.withPermit2(new OnchainApprovals(List.of(client)));
	}

	private static PaymentRequired required(PaymentRequirements terms) {
		return PaymentRequired.of("pay", ResourceInfo.of("http://localhost/x", null, null), List.of(terms));
	}

	private static String receipt(HttpResponse<?> response) {
		return response.headers()
			.firstValue("PAYMENT-RESPONSE")
			.map(SettlementResponseCodec::decodeHeader)
			.map((receipt) -> String.valueOf(receipt.amount()))
			.orElse("none");
	}

	private ServiceOfferStatus.Accepts byUse(String rate) {
		Map<String, Object> extra = new LinkedHashMap<>(
				Map.of("name", AnvilChain.OBOL.domainName(), "version", AnvilChain.OBOL.domainVersion(),
						"assetTransferMethod", "permit2", "facilitatorAddress", SETTLER.address()));
		if (rate != null) {
			extra.put("atomicPerMTok", rate);
		}
		return new ServiceOfferStatus.Accepts("upto", "eip155:84532", MOST, AnvilChain.OBOL.address(), this.seller, 300,
				extra);
	}

}
