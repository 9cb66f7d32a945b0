import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const lineBreak = /[\r\n\t]/;

/**
 * Keys whose values must be on one line. Descriptions, SSH keys and parameters of blueprints may have several lines.
 */
const oneLine: ReadonlySet<string> = new Set(['name', 'email', 'remote', 'branch', 'path', 'owner']);

/**
 * Reports control characters, and characters that change the direction of text, in the values of a manifest. Konnect
 * stores them, terminals execute them, and a line break in a name makes it look like two names.
 */
export function checkText(value: unknown): Diagnostic[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]): Diagnostic[] => {
    const found: Diagnostic[] = [];
    if (control.test(key) || lineBreak.test(key)) found.push(refused('A key', key, keyRangeOf(value, key)));
    if (typeof member === 'string' && (control.test(member) || (oneLine.has(key) && lineBreak.test(member))))
      found.push(refused(`\`${key}\``, member, rangeOf(value, key)));
    return [...found, ...checkText(member)];
  });
}

/** Whether a text that must be on one line holds a control character or a line break. */
export function hasControl(text: string): boolean {
  return control.test(text) || lineBreak.test(text);
}

function refused(what: string, text: string, range: SourceRange | undefined): Diagnostic {
  const at = text.search(control);
  const point = (text.codePointAt(at >= 0 ? at : text.search(lineBreak)) ?? 0).toString(16).toUpperCase();
  return finding('name-refused', `${what} holds the control character U+${point.padStart(4, '0')}`, range, {
    cause: 'It stands for no letter: a terminal may obey it, and a list shows something else than there is.',
    fix: 'Remove it.',
  });
}
