// Compiles this module's contracts into resources. `--verify` writes nothing and fails on a difference.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOLC = '0.8.37';
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '../../main');
const sources = {
	'DeployAndCall.sol': join(main, 'solidity/DeployAndCall.sol'),
	...Object.fromEntries(['Permit2.sol', 'X402Proxies.sol', 'SmartWallet.sol', 'TestVault.sol'].map((file) => [file, join(here, file)])),
};
const placed = [['Permit2.sol', 'Permit2'], ['X402Proxies.sol', 'ExactPermit2Proxy'], ['X402Proxies.sol', 'UptoPermit2Proxy'],
	['SmartWallet.sol', 'SmartWalletFactory'], ['TestVault.sol', 'TestVault']];

function compiler() {
	const cache = join(process.env.OBOL_TOOLS_CACHE ?? join(homedir(), '.cache/obol-agent-market'), `solc-${SOLC}`);
	if (!existsSync(join(cache, 'node_modules/solc/package.json'))) {
		mkdirSync(cache, { recursive: true });
		const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
		execFileSync('npm', ['install', '--prefix', cache, ...options, `solc@${SOLC}`], { stdio: 'inherit' });
	}
	return createRequire(join(cache, 'package.json'))('solc');
}

function put(file, content) {
	if (!process.argv.includes('--verify')) {
		writeFileSync(file, content);
	}
	else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
		console.error(`${file} is not what the sources compile to: run node build.mjs`);
		process.exit(1);
	}
}

const input = {
	language: 'Solidity',
	sources: Object.fromEntries(Object.entries(sources).map(([name, file]) => [name, { content: readFileSync(file, 'utf8') }])),
	settings: { optimizer: { enabled: true, runs: 200 }, viaIR: true, metadata: { bytecodeHash: 'none', appendCBOR: false },
		outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.deployedBytecode.object'] } } },
};
const output = JSON.parse(compiler().compile(JSON.stringify(input)));
if ((output.errors ?? []).some((complaint) => complaint.severity === 'error')) {
	console.error(output.errors.map((complaint) => complaint.formattedMessage).join('\n'));
	process.exit(1);
}
put(join(main, 'resources/org/obol/x402/chain/deploy-and-call.hex'),
	`${output.contracts['DeployAndCall.sol'].DeployAndCall.evm.bytecode.object}\n`);
for (const [file, name] of placed) {
	const deployedBytecode = `0x${output.contracts[file][name].evm.deployedBytecode.object}`;
	put(join(here, `../resources/contracts/${name}.json`), `${JSON.stringify({ contract: name, compiler: SOLC, deployedBytecode }, null, '\t')}\n`);
}
