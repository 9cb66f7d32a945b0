import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Artefact } from '../artefact.ts';
import { contractModule } from './module.ts';

/**
 * The operations of Konnect's contract as code, from the contract beside the checkout (or in `KONDUCT_SHARED`). Empty
 * without the contract: the committed file stays, and a test compares it wherever the contract exists.
 */
export async function konnectContract(root: string): Promise<Artefact[]> {
  const file = join(resolve(root, process.env.KONDUCT_SHARED ?? '../shared'), 'konnect-openapi.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? [] : [contractModule(JSON.parse(text))];
}
