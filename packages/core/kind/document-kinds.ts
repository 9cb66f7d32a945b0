import type { Kind } from './kind.ts';
import { platformFile } from './platform-file.ts';
import { secret } from './secret.ts';
import { stagedSpec } from './staged-spec.ts';

/**
 * The kinds of documents, files and secrets. An `externalRef` reads them from the run's files and environment, not from
 * Konnect, and Konduct never writes them.
 */
export const documentKinds: readonly Kind[] = [stagedSpec, platformFile, secret];
