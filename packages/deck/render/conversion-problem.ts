import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { referenceAdvice } from '@konduct/openapi/document/reference-advice';
import { type DeckFailure, deckProblem } from '../deck.ts';
import type { SelfContained } from '../self-contained.ts';

/** The diagnostic for a specification that decK refused, at the line that decK names, in the author's text. */
export function conversionProblem(failure: DeckFailure, file: SourceFile, given: SelfContained): Diagnostic {
  // decK reads the specification from standard input and calls it `-`.
  const reason = failure.reason.replace(/^failed converting OpenAPI spec '-'; /, '');
  const { value } = /`\.paths`/.test(reason) ? readDocument(file) : { value: undefined };
  if (isRecord(value) && value.webhooks !== undefined) return webhooksOnly(value, file);
  const at = placeByNumber(reason, file, given) ?? placeByName(reason, file) ?? startOf(file.path);
  const [, reference = ''] = /component `(#[^`]*)` does not exist/.exec(reason) ?? [];
  const advice = reference === '' ? undefined : referenceAdvice(reference, readDocument(file).value);
  if (advice)
    return finding('deck-failed', `decK finds nothing at ${JSON.stringify(reference)} in ${file.path}`, at, advice);
  return deckProblem({ ...failure, reason }, `turn ${file.path} into gateway configuration`, fixFor(reason), at);
}

function webhooksOnly(document: Readonly<Record<string, unknown>>, file: SourceFile): Diagnostic {
  const at = keyRangeOf(document, 'webhooks') ?? startOf(file.path);
  return finding('deck-failed', `${file.path} has webhooks only, no gateway configuration`, at, {
    cause: 'A gateway routes requests to the paths of an API. Webhooks are requests that the API sends itself.',
    fix: 'Give it `paths`, or take the service out of the teams of this environment.',
  });
}

function fixFor(reason: string): string {
  if (/circular/i.test(reason))
    return 'Make the property that leads back optional, or set `deck.ignore-circular-refs` of the service in the manifest.';
  if (/\.paths/.test(reason)) return 'Give it `paths`: a gateway has nothing to route without them.';
  if (/security/i.test(reason))
    return 'Mend the security schemes, or set `deck.ignore-security-errors` of the service in the manifest.';
  if (/does not exist|cannot be found/.test(reason)) return 'Define what the `$ref` names, or take the `$ref` out.';
  return 'Mend the specification, or add the `x-kong-` directives that decK asks for.';
}

/** The place in decK's `[5:79]` or `line 7, col 88`, which count in the text that decK was given. */
function placeByNumber(reason: string, file: SourceFile, { text, places }: SelfContained): SourceRange | undefined {
  const found = /\[(\d+):(\d+)\]/.exec(reason) ?? /\bline (\d+)(?:, col(?:umn)? (\d+))?/.exec(reason);
  const line = Number(found?.[1] ?? 0);
  if (line < 1) return undefined;
  if (places) return places.at(line);
  // For a document that was converted first, such as Swagger 2, line numbers have no meaning to its author.
  if (text !== file.text || line > file.text.split('\n').length) return undefined;
  const start = { line, column: Math.max(1, Number(found?.[2] ?? 1)) };
  return { file: file.path, start, end: start };
}

/** The first place of the key, reference or address that decK quotes. */
function placeByName(reason: string, file: SourceFile): SourceRange | undefined {
  const quoted = [...reason.matchAll(/[`'"]([^`'"]{2,200})[`'"]/g)].flatMap(([, text = '']) => text);
  // Quotes that are not in the text are skipped, such as `-` for the file itself.
  const sought = quoted.filter((text) => file.text.includes(text));
  if (sought.length === 0) return undefined;
  const { value } = readDocument(file);
  for (const text of sought) {
    const found = firstPlace(value, text);
    if (found) return found;
  }
  return undefined;
}

function firstPlace(root: unknown, sought: string): SourceRange | undefined {
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === sought) return keyRangeOf(value, key) ?? rangeOf(value, key);
      if (member === sought) return rangeOf(value, key);
    }
    const members: unknown[] = Object.values(value);
    pending.push(...members.reverse().filter((member) => member !== undefined));
  }
  return undefined;
}
