// Places the compiled contracts on a running anvil: node place.mjs http://127.0.0.1:8545
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLACED } from './placed.mjs';

const artefacts = join(dirname(fileURLToPath(import.meta.url)), '../resources/org/obol/local/stack/chain');
const url = process.argv[2];
if (!url) {
	console.error('Say which chain: node place.mjs http://127.0.0.1:8545');
	process.exit(2);
}

async function call(method, ...params) {
	const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
	const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
	const answer = await response.json();
	if (answer.error) {
		throw new Error(`${method}: ${answer.error.message}`);
	}
	return answer.result;
}

for (const [name, address] of Object.entries(PLACED)) {
	const { deployedBytecode } = JSON.parse(readFileSync(join(artefacts, `${name}.json`), 'utf8'));
	await call('anvil_setCode', address, deployedBytecode);
	console.log(`${name} is at ${address}`);
}
