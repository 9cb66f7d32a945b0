import path from 'node:path';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, Secret, type SecretRef } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import type { NamedSecret } from './named-secrets.ts';
import type { PlatformOptions, RunContext } from './options.ts';
import { sizeLimits, textFilesAround } from './text-file.ts';

/**
 * Reads a secret from the source in its manifest and masks it. Values of files are trimmed, because editors end files
 * with a newline and Konnect refuses a token with one.
 *
 * @throws UserError (`secret-missing`) when there is no value
 */
export function resolveSecret(
  source: SecretRef | undefined,
  what: string,
  options: Pick<PlatformOptions, 'workspace'>,
  runContext: RunContext,
): Secret {
  const secret = source && readSecret(source, options, runContext);
  const value = secret && revealSecret(secret);
  if (secret && value) {
    runContext.maskSecret(value);
    return secret;
  }
  const message = `${what} is missing: ${whyMissing(source)}`;
  throw new UserError([finding('secret-missing', message, source?.at, { fix: howToGive(source) })]);
}

/**
 * The handle of a secret that a blueprint names, masked as soon as it is read. A missing value is no error yet: only a
 * write of it is one.
 */
export function secretHandle(
  named: NamedSecret,
  options: Pick<PlatformOptions, 'workspace'>,
  runContext: RunContext,
): SecretHandle {
  const absence = { reason: whyMissing(named), fix: howToGive(named) };
  try {
    const secret = readSecret(named, options, runContext);
    const value = secret && revealSecret(secret);
    if (!secret || !value) return SecretHandle.absent(absence);
    runContext.maskSecret(value);
    return SecretHandle.of(secret);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = error.diagnostics;
    return SecretHandle.absent(first ? { reason: first.message, fix: first.fix ?? absence.fix } : absence);
  }
}

function whyMissing(source: SecretRef | undefined): string {
  switch (source?.type) {
    case undefined:
      return 'nothing says where it is';
    case 'literal':
      return 'the value is empty';
    case 'env':
      return `the environment variable ${source.source} is not set`;
    case 'file':
      return `the file ${source.source} is not there, or is empty`;
  }
}

function howToGive(source: SecretRef | undefined): string {
  if (source?.type !== 'env') return 'Say where it is, and put it there.';
  const name = source.source;
  return `Set ${name}; in a workflow, in the step's env: ${name}: \${{ secrets.${name} }}`;
}

function readSecret(
  source: SecretRef,
  options: Pick<PlatformOptions, 'workspace'>,
  runContext: RunContext,
): Secret | undefined {
  switch (source.type) {
    case 'literal':
      return source.secret;
    case 'env': {
      const value = runContext.environment[source.source]?.trim();
      return value ? new Secret(value) : undefined;
    }
    case 'file':
      return readSecretFile(source.source, options, runContext);
  }
}

/** Reads a secret file. As in koctl, environment variables replace `$NAME` and `${NAME}` in its path. */
function readSecretFile(
  name: string,
  { workspace }: Pick<PlatformOptions, 'workspace'>,
  runContext: RunContext,
): Secret | undefined {
  const expanded = name.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_, braced?: string, bare?: string) => runContext.environment[braced ?? bare ?? ''] ?? '',
  );
  const root = path.resolve(workspace);
  const { files, relative } = textFilesAround(path.resolve(root, expanded), root);
  const result = files.read(relative, sizeLimits.manifest);
  if (result.type === 'refused') throw new UserError([result.diagnostic]);
  const value = result.type === 'file' ? result.file.text.trim() : '';
  return value ? new Secret(value) : undefined;
}
