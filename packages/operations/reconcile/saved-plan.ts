import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { changedInput, differenceOf } from '@konduct/core/plan-file/difference';
import { inputDigests } from '@konduct/core/plan-file/inputs-digest';
import { type OrganizationPlan, type PlanFile, planFileOf, renderPlanFile } from '@konduct/core/plan-file/plan-file';
import { readPlanFile } from '@konduct/core/plan-file/reading';
import { stale } from '@konduct/core/plan-file/stale';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { Configuration } from '../configuration.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { ReconcileOptions } from '../options.ts';
import { isInside, showPath, sizeLimits, textFilesAround } from '../text-file.ts';
import { version } from '../version.ts';
import { writeInPlace } from '../write-in-place.ts';
import { decidingOptions, inWorkspace } from './plan-file-options.ts';

/** The use that a run makes of a plan file. */
export type PlanFileUse =
  | { readonly type: 'write'; readonly absolute: string; readonly shown: string }
  | { readonly type: 'apply'; readonly source: SourceFile; readonly file: PlanFile }
  /** The file must not be carried out, whatever is in Konnect. */
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic };

/**
 * Opens the plan file of a run; undefined for a run without one.
 *
 * @throws UserError for a mode that has none, for a file that is missing or too large, and where a plan would be written
 * over another file
 */
export function openPlanFile(options: ReconcileOptions): PlanFileUse | undefined {
  const { planFile, mode, workspace } = options;
  if (planFile === undefined) return undefined;
  if (mode !== 'plan' && mode !== 'apply') throw noPlanFile(mode);
  const root = path.resolve(workspace);
  const absolute = path.resolve(root, planFile);
  const shown = showPath(absolute, root);
  const { files, relative } = textFilesAround(absolute, root);
  const result = files.read(relative, sizeLimits.planFile, { byteOrderMark: 'kept' });
  if (mode === 'plan') {
    refuseFolder(absolute, shown, options, { input: 'plan-file', example: 'plan.json' });
    if (result.type === 'file' ? !isPlanFile(result.file) : result.type === 'refused') throw inTheWay(shown);
    return { type: 'write', absolute, shown };
  }
  switch (result.type) {
    case 'missing':
      throw new UserError([
        finding('file-missing', `There is no plan file ${shown}`, startOf(shown), {
          fix: 'Write one with `konduct plan --plan-file`, or correct its name.',
        }),
      ]);
    case 'refused': {
      const { diagnostic } = result;
      if (diagnostic.code !== 'file-encoding') throw new UserError([diagnostic]);
      return { type: 'refused', diagnostic: stale(`${shown} is no plan file`, startOf(shown), 'It is not UTF-8') };
    }
    case 'file': {
      const reading = readPlanFile(result.file, version);
      return reading.type === 'file' ? { type: 'apply', source: result.file, file: reading.file } : reading;
    }
  }
}

/** The plan file of plans that were not carried out yet. */
export function planFileFor(
  organizations: readonly OrganizationPlan[],
  { inputs }: Pick<Configuration, 'inputs'>,
  options: ReconcileOptions,
  secrets: Pick<KnownSecrets, 'clean'>,
): PlanFile {
  const pathOf = (file: string) => (path.isAbsolute(file) ? inWorkspace(file, options) : file);
  const wording = { clean: secrets.clean, pathOf };
  return planFileOf({
    konduct: version,
    options: decidingOptions(options),
    inputs: inputDigests(inputs.files, inputs.documents, wording),
    organizations,
    ...wording,
  });
}

/** Writes a plan file. */
export function savePlanFile({ absolute, shown }: Extract<PlanFileUse, { type: 'write' }>, file: PlanFile): void {
  writeInPlace(absolute, shown, renderPlanFile(file));
}

/** Why a plan file must not be carried out, or undefined where the present plans are those in the file. */
export function staleness(
  { source, file }: Extract<PlanFileUse, { type: 'apply' }>,
  present: PlanFile,
  organizations: readonly OrganizationPlan[],
): Diagnostic | undefined {
  return differenceOf(source, file, present, (name, address) => {
    const found = organizations.find(({ planned }) => planned.plan.organization === name)?.planned.plan;
    return [...(found?.changes ?? []), ...(found?.orphans ?? [])].find((change) => change.address === address)?.place;
  });
}

/** Why a plan file must not be carried out by a run whose configuration has errors, as far as that can be told. */
export function changedFiles(
  use: PlanFileUse | undefined,
  configuration: Pick<Configuration, 'inputs'>,
  options: ReconcileOptions,
  secrets: Pick<KnownSecrets, 'clean'>,
): Diagnostic | undefined {
  if (use?.type !== 'apply') return undefined;
  return changedInput(use.source, use.file, planFileFor([], configuration, options, secrets).inputs);
}

/**
 * Every file in the platform directory has a meaning, and one that a run writes would be an error of the next run.
 *
 * @throws UserError for a file there, or in a folder that does not exist
 */
export function refuseFolder(
  absolute: string,
  shown: string,
  options: ReconcileOptions,
  { input, example }: { readonly input: string; readonly example: string },
): void {
  const named = `${inputWords(input)} ${shown}`;
  const folder = path.dirname(absolute);
  const platform = path.resolve(options.workspace, options.config);
  if (isInside(absolute, platform))
    throw new UserError([
      finding('input-invalid', `${named} is in the platform directory ${inWorkspace(platform, options)}`, undefined, {
        cause: 'What lies there belongs to the platform, and the next run would report the file',
        fix: `Name a file elsewhere, such as ${example}.`,
      }),
    ]);
  if (!existsSync(folder))
    throw new UserError([
      finding('input-invalid', `${named} is in a folder that does not exist`, undefined, {
        fix: `Make the folder first, or name a file elsewhere, such as ${example}.`,
      }),
    ]);
}

/** Whether a file may be written over: an empty one, or an earlier plan. */
function isPlanFile({ text }: SourceFile): boolean {
  return text.trim() === '' || /^\uFEFF?\{\s*"\$schema": "[^"]*\/plan-file\.schema\.json"/.test(text);
}

function inTheWay(shown: string): UserError {
  return new UserError([
    finding('input-invalid', `${inputWords('plan-file')} ${shown} is another file, which stays as it is`, undefined, {
      cause: 'A plan is written over an earlier plan file and over nothing else',
      fix: 'Name a file that does not exist, such as plan.json.',
    }),
  ]);
}

function noPlanFile(mode: string): UserError {
  return new UserError([
    finding('input-invalid', `${inputWords('plan-file')} has no meaning with mode ${mode}`, undefined, {
      cause: 'Only plan writes a plan file, and only apply carries one out',
      fix: 'Leave it out.',
    }),
  ]);
}
