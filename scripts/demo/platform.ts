import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A checkout of Kong Air's platform repository, in a temporary folder. */
export interface Platform {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies the example, so that nothing is written into this checkout. */
export async function copyPlatform(example: string): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-demo-'));
  await cp(example, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
