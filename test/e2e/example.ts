import path from 'node:path';
import { copyPlatform, type PlatformDirectory } from './platform-directory.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The platform directory of the example that people copy. */
export const exampleDirectory = path.join(root, 'action-examples', 'kong-air', 'konnect');

/** A token, and the environment in which the example's manifests find it. */
export const exampleToken = 'kpat_example';
export const exampleEnvironment = { KONG_AIR_KONNECT_TOKEN: exampleToken };

/** A copy of the example, to run and to change. */
export function copyExample(): PlatformDirectory {
  return copyPlatform(exampleDirectory);
}
