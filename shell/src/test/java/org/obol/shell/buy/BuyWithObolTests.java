package org.obol.shell.buy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.console.TestConsole;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.X402Contracts;

import static org.assertj.core.api.Assertions.assertThat;

/** Paying through Permit2, and saying plainly when that is not possible. */
class BuyWithObolTests {

	private static final String SELLER = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";

	@TempDir
	Path home;

	private FakeSeller seller;

	private FakeChain chain;

	private TestConsole obol;

	@BeforeEach
	void open() throws IOException {
		this.seller = new FakeSeller();
		this.chain = new FakeChain();
		this.chain.balance = BigInteger.TEN.pow(18);
		this.obol = console(Map.of("OBOL_HOME", this.home.toString(), "OBOL_RPC_URL", this.chain.url()));
		InputStream before = System.in;
		try {
			System.setIn(
					new ByteArrayInputStream(FakeSeller.V2.get("key").getAsString().getBytes(StandardCharsets.UTF_8)));
			assertThat(this.obol.run("wallet", "new", "--import").status()).isZero();
		}
		finally {
			System.setIn(before);
		}
		asks(true, terms("OBOL", "0.5"));
	}

	@AfterEach
	void close() {
		this.seller.close();
		this.chain.close();
	}

	@Test
	void obolIsPaidWithAnApprovalThatTheSellerBringsToTheChain() {
		var run = buy(this.obol);
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.err()).contains("Paying 0.5 OBOL on base-sepolia to " + SELLER);
		PaymentPayload payment = payment();
		assertThat(payment.payload()).isInstanceOfSatisfying(SchemePayload.Permit2.class, (permit) -> {
			assertThat(permit.authorization().spender()).isEqualTo(X402Contracts.EXACT_PERMIT2_PROXY);
			assertThat(permit.authorization().witness().to()).isEqualTo(SELLER);
		});
		assertThat(GasSponsoring.approvalIn(payment)).hasValueSatisfying((approval) -> {
			assertThat(approval.nonce()).isEqualTo(BigInteger.valueOf(7));
			assertThat(approval.amount()).isEqualTo(payment.accepted().amount());
		});
	}

	@Test
	void anApprovalOnTheChainNeedsNoSecondOne() {
		this.chain.allowance = BigInteger.TEN.pow(18);
		asks(false, terms("OBOL", "0.5"));
		assertThat(buy(this.obol).status()).isZero();
		assertThat(GasSponsoring.approvalIn(payment())).isEmpty();
	}

	@Test
	void theFirstWayThatCanBePaidIsTaken() {
		asks(false, terms("OBOL", "0.5"), terms("USDC", "0.5"));
		assertThat(buy(this.obol).err()).contains("Paying 0.5 USDC on base-sepolia");
		asks(true, terms("OBOL", "0.5"), terms("USDC", "0.5"));
		assertThat(buy(this.obol).err()).contains("Paying 0.5 OBOL on base-sepolia");
		assertThat(buy(this.obol, "--token", "USDC").err()).contains("Paying 0.5 USDC on base-sepolia");
	}

	@Test
	void aSellerThatBringsNoApprovalsIsNotPaidAndTheReasonIsSaid() {
		asks(false, terms("OBOL", "0.5"));
		var run = buy(this.obol);
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err().strip().lines()).hasSize(1);
		assertThat(run.err()).contains("OBOL is paid through Permit2 on base-sepolia", "the seller does not bring",
				"approve " + X402Contracts.PERMIT2);
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void aTokenWithoutPermitsIsNotPaidAndTheReasonIsSaid() {
		this.chain.permits = false;
		assertThat(buy(this.obol).err()).contains("the token takes no approval by signature");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void withoutAChainTheReasonIsSaid() {
		var run = buy(console(Map.of("OBOL_HOME", this.home.toString())));
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("name an endpoint with --rpc-url");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void tooLittleObolIsSaidBeforeSigning() {
		this.chain.balance = BigInteger.TEN.pow(17);
		assertThat(buy(this.obol).err()).contains("Not enough balance: the price is 0.5 OBOL on base-sepolia",
				"has 0.1 OBOL");
		assertThat(this.seller.payments).isEmpty();
	}

	@Test
	void anUptoOfferIsSaidToBeAMaximum() {
		PaymentRequirements exact = terms("OBOL", "0.5");
		asks(true, new PaymentRequirements(PaymentRequirements.UPTO, exact.network(), exact.amount(), exact.asset(),
				exact.payTo(), 300, exact.extra())
			.withExtra("facilitatorAddress", SELLER));
		assertThat(buy(this.obol).err()).contains("Paying up to 0.5 OBOL on base-sepolia");
		assertThat(payment().scheme()).isEqualTo("upto");
	}

	private PaymentPayload payment() {
		return PaymentPayloadCodec.decodeHeader(this.seller.payments.getLast());
	}

	private TestConsole.Run buy(TestConsole console, String... more) {
		List<String> words = new java.util.ArrayList<>(List.of("buy", "http", this.seller.url()));
		words.addAll(List.of(more));
		return console.run(words.toArray(String[]::new));
	}

	private static TestConsole console(Map<String, Object> environment) {
		return new TestConsole(new HashMap<>(environment));
	}

	private void asks(boolean sponsored, PaymentRequirements... terms) {
		PaymentRequired required = PaymentRequired.of("pay", ResourceInfo.of(this.seller.url(), null, null),
				List.of(terms));
		this.seller.required = PaymentRequiredCodec.encodeHeader(sponsored
				? required.withExtensions(Map.of(GasSponsoring.KEY, GasSponsoring.advertisement())) : required);
	}

	private static PaymentRequirements terms(String symbol, String price) {
		Token token = TokenRegistry.standard().bySymbol(Network.evm(84532), symbol).orElseThrow();
		return PaymentRequirements.exact(token, token.toAtomic(new BigDecimal(price)), SELLER, 300);
	}

}
