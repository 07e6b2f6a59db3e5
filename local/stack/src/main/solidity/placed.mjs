// Where the dev chain has its contracts: where Base Sepolia has the real ones. The factory's address is our own.
export const PLACED = {
	TestUsdc: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
	TestObol: '0x0a09371a8b011d5110656ceBCc70603e53FD2c78',
	TestPermit2: '0x000000000022D473030F116dDEE9F6B43aC78BA3',
	TestExactPermit2Proxy: '0x402085c248EeA27D92E8b30b2C58ed07f9E20001',
	TestUptoPermit2Proxy: '0x4020A4f3b7b90ccA423B9fabCc0CE57C6C240002',
	TestMulticall: '0xcA11bde05977b3631167028862bE2a173976CA11',
	TestIdentityRegistry: '0x8004A818BFB912233c491871b3d84c89A494BD9e',
	TestWalletFactory: '0x0b01fac700000000000000000000000000000001',
};
