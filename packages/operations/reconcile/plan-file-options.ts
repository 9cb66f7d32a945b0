import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { PlanFileOptions } from '@konduct/core/plan-file/plan-file';
import type { DeleteLimit } from '@konduct/core/policy/size';
import { sameValue } from '@konduct/core/value/same-value';
import { parseDeleteLimit } from '../inputs/deletes.ts';
import type { ReconcileOptions } from '../options.ts';

/** The options of a run that decide about its plan, as a plan file has them. */
export function decidingOptions(options: ReconcileOptions): PlanFileOptions {
  const { organizations, environments, adopt, maxDeletes } = options;
  return {
    config: inWorkspace(options.config, options),
    manifest: options.manifests.map((name) => inWorkspace(name, options)),
    organizations,
    environments,
    level: options.level ?? 'all',
    adopt,
    prune: options.prune ?? 'off',
    replace: options.replace ?? false,
    'force-delete': options.forceDelete ?? [],
    ...(maxDeletes ? { 'max-deletes': limitWords(maxDeletes) } : {}),
    'allow-deletes': options.allowDeletes ?? false,
    ...(options.rotateSecrets?.length ? { 'rotate-secrets': options.rotateSecrets } : {}),
  };
}

/**
 * The options of a run with those that decide from a plan file. Where Konnect is, the number of requests at once, and
 * whether secrets may stand in manifests are still those of the run: a file must not send a token elsewhere.
 *
 * @throws UserError for an input of the person that says something else than the file
 */
export function optionsOfFile(options: ReconcileOptions, decided: PlanFileOptions, file: string): ReconcileOptions {
  const { 'force-delete': forceDelete, 'max-deletes': limit, 'allow-deletes': allowDeletes, ...same } = decided;
  const { manifest: manifests, 'rotate-secrets': rotateSecrets = [], ...others } = same;
  refuseContradictions(options, decided, file);
  const parsed = limit === undefined ? undefined : parseDeleteLimit(limit);
  const maxDeletes = parsed && 'value' in parsed ? parsed.value : undefined;
  // Whoever applies a file has seen the plan in it; only what must be reviewed in any case is compared again.
  const reviewed = options.reviewed === 'required' ? 'required' : 'off';
  return { ...options, ...others, manifests, forceDelete, maxDeletes, allowDeletes, rotateSecrets, reviewed };
}

function refuseContradictions(options: ReconcileOptions, decided: PlanFileOptions, file: string): void {
  const given: Readonly<Record<string, unknown>> = { ...decidingOptions(options) };
  const inFile: Readonly<Record<string, unknown>> = { ...decided };
  const found = (options.statedInputs ?? []).flatMap((name): Diagnostic[] => {
    if (!Object.hasOwn(given, name) || sameValue(given[name], inFile[name])) return [];
    const message = `${inputWords(name)} ${words(given[name])} is not what ${file} says: ${words(inFile[name])}`;
    return [
      finding('input-invalid', message, undefined, {
        cause: 'A plan file is carried out as it was planned, with the options in it',
        fix: 'Leave it out, or plan again with it.',
      }),
    ];
  });
  if (found.length > 0) throw new UserError(found);
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  return value === undefined ? 'nothing' : String(value);
}

function limitWords({ type, most }: DeleteLimit): string {
  return type === 'percentage' ? `${most}%` : String(most);
}

/** A path relative to the workspace, with `/`. */
export function inWorkspace(name: string, { workspace }: Pick<ReconcileOptions, 'workspace'>): string {
  const root = path.resolve(workspace);
  const relative = path.relative(root, path.resolve(root, name));
  return relative.split(path.sep).join('/') || '.';
}
