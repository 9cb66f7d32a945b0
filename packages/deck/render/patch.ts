import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { apiNameIn, apiTag } from './api-tag.ts';

/** The patch that links a gateway service to its API, byte for byte the same as koctl's. */
export function patchText(apiName: string): string {
  return [
    '_format_version: "1.0"',
    'patches:',
    '    - selectors:',
    '        - $..services[*]',
    '      values:',
    '        tags:',
    `            - ${scalar(apiTag(apiName))}`,
    '',
  ].join('\n');
}

/**
 * The patch of a service: ours, or a version that a person edited, with a finding about it. With an error it must not
 * be used.
 */
export function keptPatch(
  apiName: string,
  existing: SourceFile | undefined,
): { readonly text: string; readonly diagnostics: readonly Diagnostic[] } {
  const ours = patchText(apiName);
  if (!existing || existing.text === ours) return { text: ours, diagnostics: [] };
  if (isCut(existing.text, ours)) return { text: ours, diagnostics: [] };
  const { value, diagnostics } = parseYaml(existing);
  // decK would read it and take the last of two equal keys.
  if (hasErrors(diagnostics)) return { text: existing.text, diagnostics };
  const wanted = parseYaml({ path: existing.path, text: ours }).value;
  if (sameValue(value, wanted)) return { text: existing.text, diagnostics: [] };
  // koctl or Konduct wrote it for an earlier name of the API, and it has not been edited.
  const former = tagIn(value);
  if (former !== undefined && existing.text === patchText(former)) return { text: ours, diagnostics: [] };
  const linked = existing.text.includes(apiTag(apiName));
  const edited: Diagnostic = {
    severity: linked ? 'note' : 'warning',
    code: 'deck-patch-edited',
    message: `${existing.path} was edited by a person and is kept`,
    ...(linked
      ? { fix: 'Delete it to have it written anew.' }
      : {
          cause: `It does not set the tag ${apiTag(apiName)}, by which the gateway service is linked to its API.`,
          fix: 'Add the tag, or delete the file to have it written anew.',
        }),
    at: rangeOf(value, 'patches') ?? startOf(existing.path),
  };
  return { text: existing.text, diagnostics: [edited] };
}

/**
 * Whether a text is the beginning of our patch: a full disk or a crash leaves such a file. The first line alone is a
 * complete file, with which a person may say that there is nothing to patch.
 */
function isCut(text: string, ours: string): boolean {
  return ours.startsWith(text) && text.trim() !== ours.slice(0, ours.indexOf('\n'));
}

/** Whether a patch is exactly as koctl or Konduct writes it, for whatever API. */
export function isOurPatch(text: string): boolean {
  const former = tagIn(parseYaml({ path: '', text }).value);
  return former !== undefined && text === patchText(former);
}

/** The API's name in a patch with the shape of ours. */
function tagIn(value: unknown): string | undefined {
  const patches = member(value, 'patches');
  const tags =
    Array.isArray(patches) && patches.length === 1 ? member(member(patches[0], 'values'), 'tags') : undefined;
  const tag: unknown = Array.isArray(tags) && tags.length === 1 ? tags[0] : undefined;
  return typeof tag === 'string' ? apiNameIn(tag) : undefined;
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** A text in YAML: without quotes where it reads back as the same text, as koctl's library writes it; else as JSON. */
function scalar(text: string): string {
  return /^[\w=][\w=.\-/ ~+@()]*$/.test(text) && !text.endsWith(' ') ? text : JSON.stringify(text.toWellFormed());
}
