package org.obol.agentcontroller.wallet;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class KeystoreMintTests {

	private final KeystoreMint mint = new KeystoreMint(new SecureRandom());

	@Test
	void aMintedKeystoreOpensWithItsPasswordAndHasItsAddress() throws Exception {
		MintedKeystore minted = this.mint.mint();
		WalletFile file = JsonMapper.builder().build().readValue(minted.document(), WalletFile.class);
		String address = Credentials.create(Wallet.decrypt(minted.password(), file)).getAddress();
		assertThat(Keys.toChecksumAddress(address)).isEqualTo(minted.address());
		assertThat(file.getVersion()).isEqualTo(3);
		assertThat(file.getAddress()).matches("[0-9a-f]{40}");
	}

	@Test
	void noTwoAreAlikeAndNoneTellsItsPassword() {
		MintedKeystore minted = this.mint.mint();
		assertThat(this.mint.mint().address()).isNotEqualTo(minted.address());
		assertThat(minted.password()).matches("[0-9a-f]{64}");
		assertThat(minted.toString()).isEqualTo("MintedKeystore[" + minted.address() + "]");
	}

}
