import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { count } from '../value/count.ts';
import type { Manifest } from './manifest.ts';
import { segmentProblem } from './path-segment.ts';

/** The values that Konnect accepts for a label. */
const labelValue = /^[a-z0-9A-Z](?:[a-z0-9A-Z._-]*[a-z0-9A-Z])?$/;
const labelLength = 63;

/**
 * Checks names that become labels against the rules of Konnect. Kinds have the limits of fields. `checkApiNames` and
 * `checkControlPlanes` check names made by templates.
 */
export function checkNames(manifest: Manifest): Diagnostic[] {
  const { platform } = manifest;
  const diagnostics: Diagnostic[] = [];
  if (platform.name !== undefined) {
    diagnostics.push(...checkLabel('The platform name', platform.name, rangeOf(platform, 'name')));
  }
  for (const type of manifest.environmentTypes.values()) {
    diagnostics.push(...checkLabel('The environment type', type.key, rangeOf(type, 'key')));
  }
  for (const { environments } of manifest.organizations.values()) {
    for (const environment of environments.values()) {
      diagnostics.push(...checkKey('The environment name', environment));
    }
  }
  for (const team of manifest.teams.values()) {
    diagnostics.push(...checkKey('The team name', team));
  }
  return diagnostics;
}

/**
 * Checks a key that becomes a label's value and a folder's name. `checkPaths` reports a key that no folder can have,
 * and nothing more is said of it.
 */
function checkKey(what: string, node: { readonly key: string }): Diagnostic[] {
  if (node.key.includes('/') || segmentProblem(node.key) !== undefined) return [];
  return checkLabel(what, node.key, rangeOf(node, 'key'));
}

/** Checks a text that becomes the value of a label. */
export function checkLabel(what: string, text: string, at: SourceRange | undefined): Diagnostic[] {
  if (text.length > labelLength || text === '') return checkLength(what, text, 1, labelLength, at);
  if (labelValue.test(text)) return [];
  return [
    finding('name-refused', `${what} ${JSON.stringify(text)} has characters that Konnect refuses`, at, {
      cause: 'It becomes the value of a label, which is made of letters, digits, `-`, `_` and `.`.',
      fix: 'Use only these, with a letter or digit at both ends.',
    }),
  ];
}

/** Checks the length of a text, in characters as Konnect counts them. */
function checkLength(
  what: string,
  text: string,
  least: number,
  most: number,
  at: SourceRange | undefined,
): Diagnostic[] {
  // Konnect counts characters; `length` counts one outside the basic plane as two.
  const length = text.length > most ? [...text].length : text.length;
  if (length >= least && length <= most) return [];
  const shown = length > 80 ? '' : ` ${JSON.stringify(text)}`;
  return [
    finding('name-refused', `${what}${shown} has ${count(length, 'character')}`, at, {
      cause: `Konnect takes ${least} to ${most} here.`,
      fix: length > most ? 'Shorten it.' : 'Lengthen it.',
    }),
  ];
}
