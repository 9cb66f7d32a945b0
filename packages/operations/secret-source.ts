import path from 'node:path';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, Secret, type SecretRef } from '@konduct/core/secret/secret';
import type { Edge, PlatformOptions } from './options.ts';
import { sizeLimits, textFilesAround } from './text-file.ts';

/**
 * Reads a secret from where its manifest says it is, and has it masked. Values of files are trimmed, because editors end
 * files with a newline and Konnect refuses a token with one.
 *
 * @throws UserError (`secret-missing`) when there is nothing
 */
export function resolveSecret(
  source: SecretRef | undefined,
  what: string,
  options: Pick<PlatformOptions, 'workspace'>,
  edge: Edge,
): Secret {
  const secret = source && readSecret(source, options, edge);
  const value = secret && revealSecret(secret);
  if (secret && value) {
    edge.maskSecret(value);
    return secret;
  }
  const where = !source
    ? 'nothing says where it is'
    : source.type === 'literal'
      ? 'the value is empty'
      : source.type === 'env'
        ? `the environment variable ${source.source} is not set`
        : `the file ${source.source} is not there, or is empty`;
  const fix =
    source?.type === 'env'
      ? `set ${source.source}; in a workflow, in the step's env: ${source.source}: \${{ secrets.${source.source} }}`
      : 'say where it is, and put it there';
  throw new UserError([
    {
      severity: 'error',
      code: 'secret-missing',
      message: `${what} is missing: ${where}`,
      fix,
      ...(source?.at ? { at: source.at } : {}),
    },
  ]);
}

function readSecret(source: SecretRef, options: Pick<PlatformOptions, 'workspace'>, edge: Edge): Secret | undefined {
  switch (source.type) {
    case 'literal':
      return source.secret;
    case 'env': {
      const value = edge.environment[source.source]?.trim();
      return value ? new Secret(value) : undefined;
    }
    case 'file':
      return readSecretFile(source.source, options, edge);
  }
}

/** koctl expands `$NAME` and `${NAME}` in the path of a secret file. */
function readSecretFile(
  name: string,
  { workspace }: Pick<PlatformOptions, 'workspace'>,
  edge: Edge,
): Secret | undefined {
  const expanded = name.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_, braced?: string, bare?: string) => edge.environment[braced ?? bare ?? ''] ?? '',
  );
  const root = path.resolve(workspace);
  const { files, relative } = textFilesAround(path.resolve(root, expanded), root);
  const result = files.read(relative, sizeLimits.manifest);
  if (result.type === 'refused') throw new UserError([result.diagnostic]);
  const value = result.type === 'file' ? result.file.text.trim() : '';
  return value ? new Secret(value) : undefined;
}
