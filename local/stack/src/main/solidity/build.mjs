// Compiles the dev chain's contracts into src/main/resources. `--verify` writes nothing and fails on a difference.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLACED } from './placed.mjs';

const SOLC = '0.8.37';
// All others are placed as they are, so nothing of theirs may come from a constructor.
const DEPLOYED = ['TestWallet'];
const here = dirname(fileURLToPath(import.meta.url));
const artefacts = join(here, '../resources/org/obol/local/stack/chain');

function compiler() {
	const cache = join(process.env.OBOL_CACHE ?? join(homedir(), '.obol'), `npm/solc-${SOLC}`);
	if (!existsSync(join(cache, 'node_modules/solc/package.json'))) {
		mkdirSync(cache, { recursive: true });
		console.log(`Installing solc ${SOLC} into ${cache}`);
		const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
		execFileSync('npm', ['install', '--prefix', cache, ...options, `solc@${SOLC}`], { stdio: 'inherit' });
	}
	return createRequire(join(cache, 'package.json'))('solc');
}

function sources() {
	const files = readdirSync(here).filter((file) => file.endsWith('.sol')).sort();
	return Object.fromEntries(files.map((file) => [file, { content: readFileSync(join(here, file), 'utf8') }]));
}

function compile(solc, input) {
	const output = JSON.parse(solc.compile(JSON.stringify(input)));
	const complaints = output.errors ?? [];
	if (complaints.length > 0) {
		console.error(complaints.map((complaint) => complaint.formattedMessage).join('\n'));
		process.exit(1);
	}
	return output.contracts;
}

function artefact(name, contract, sourceHash) {
	const deployed = contract.evm.deployedBytecode;
	if (PLACED[name] && Object.keys(deployed.immutableReferences ?? {}).length > 0) {
		console.error(`${name} has immutables: its runtime code could not be placed on the chain as it is.`);
		process.exit(1);
	}
	const content = {
		contract: name,
		address: PLACED[name],
		compiler: SOLC,
		sourceHash,
		abi: contract.abi,
		bytecode: `0x${contract.evm.bytecode.object}`,
		deployedBytecode: `0x${deployed.object}`,
	};
	return `${JSON.stringify(content, null, '\t')}\n`;
}

const input = {
	language: 'Solidity',
	sources: sources(),
	settings: {
		evmVersion: 'cancun',
		optimizer: { enabled: true, runs: 200 },
		viaIR: true,
		metadata: { appendCBOR: false, bytecodeHash: 'none' },
		outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode'] } },
	},
};
const verifying = process.argv.includes('--verify');
const sourceHash = createHash('sha256')
	.update(Object.entries(input.sources).map(([file, source]) => `${file}\n${source.content}`).join('\n'))
	.digest('hex');
const compiled = compile(compiler(), input);
let stale = false;
for (const name of [...Object.keys(PLACED), ...DEPLOYED]) {
	const target = join(artefacts, `${name}.json`);
	const content = artefact(name, compiled[`${name}.sol`][name], sourceHash);
	const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
	if (!verifying) {
		writeFileSync(target, content);
	} else if (current !== content) {
		console.error(`${name}.json is not what its source compiles to: run node local/stack/src/main/solidity/build.mjs`);
		stale = true;
	}
}
process.exit(stale ? 1 : 0);
