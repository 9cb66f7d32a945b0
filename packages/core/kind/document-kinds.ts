import type { Kind } from './kind.ts';
import { platformFile } from './platform-file.ts';
import { secret } from './secret.ts';
import { stagedSpec } from './staged-spec.ts';

/** The kinds of what is at hand without asking Konnect: blueprints refer to it, and nothing writes it. */
export const documentKinds: readonly Kind[] = [stagedSpec, platformFile, secret];
