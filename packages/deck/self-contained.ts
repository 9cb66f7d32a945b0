import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { ExactNumber } from '@konduct/core/source/exact-number';
import { inheritOrigin, rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { itemOf, memberOf, type Position } from '@konduct/openapi/document/position';
import { readDocument } from '@konduct/openapi/document/read-document';
import { referenceAdvice } from '@konduct/openapi/document/reference-advice';
import { leadsElsewhere, type Reference, referencesOf } from '@konduct/openapi/document/references';
import { isSurelySelfContained } from '@konduct/openapi/document/self-contained';
import { type WrittenPlaces, writeJson } from '@konduct/openapi/document/write-json';

/** A document that decK may get. */
export interface SelfContained {
  readonly text: string;
  /** The origin of each line; undefined where the text is the file's own. */
  readonly places: WrittenPlaces | undefined;
}

export type SelfContainedResult = SelfContained | { readonly diagnostics: readonly Diagnostic[] };

/**
 * The input of decK for a specification. decK's linter follows every `$ref` to any file and host, even in examples and
 * extensions, and loads the address of a `$schema`. Therefore a reference out of the document is refused, and a
 * look-alike in data is removed. Unless the text alone proves that there are none, the document is written again from
 * the checked values, so that decK cannot read it differently.
 */
export function selfContainedSpecification(file: SourceFile): SelfContainedResult {
  return selfContained(file, (value) => outsideReferences(value, file.path));
}

/** The input of decK for a file that is not a specification: no word in it is a reference. */
export function selfContainedData(file: SourceFile): SelfContainedResult {
  return selfContained(file, () => []);
}

function selfContained(file: SourceFile, problemsOf: (value: unknown) => readonly Diagnostic[]): SelfContainedResult {
  if (isSurelySelfContained(file.text)) return { text: file.text, places: undefined };
  const { value, diagnostics } = readDocument(file, { exactNumbers: true });
  if (hasErrors(diagnostics)) return { diagnostics };
  const problems = problemsOf(value);
  return problems.length > 0 ? { diagnostics: problems } : writeJson(withoutAddresses(value, new Map()));
}

/**
 * The document without any `$ref` in data (examples, defaults, extensions). decK follows those, too, and refuses a
 * document in which one leads nowhere, although its output does not depend on them.
 *
 * @param file a file that {@link selfContainedSpecification} accepts
 * @returns undefined where there is no such `$ref`
 */
export function withoutReferencesInData(file: SourceFile): SelfContained | undefined {
  const { value, diagnostics } = readDocument(file, { exactNumbers: true });
  if (hasErrors(diagnostics)) return undefined;
  const dropped = { count: 0 };
  const copy = withoutData(withoutAddresses(value, new Map()), 'document', new Map(), dropped);
  return dropped.count === 0 ? undefined : writeJson(copy);
}

function withoutData(
  value: unknown,
  position: Position,
  copies: Map<Position, Map<object, unknown>>,
  dropped: { count: number },
): unknown {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  // With aliases, one object occurs in several places. It is copied once for each of its meanings.
  const known = copies.get(position) ?? new Map<object, unknown>();
  copies.set(position, known);
  if (known.has(value)) return known.get(value);
  const isKept = ([key, member]: readonly [string, unknown]) => {
    const isReference = position === 'data' && typeof member === 'string' && /^\$\w*ref$/i.test(key);
    if (isReference) dropped.count += 1;
    return !isReference;
  };
  const copy = Array.isArray(value)
    ? value.map((item) => withoutData(item, itemOf(position), copies, dropped))
    : Object.fromEntries(
        Object.entries(value)
          .filter(isKept)
          .map(([key, member]) => [key, withoutData(member, memberOf(position, key), copies, dropped)]),
      );
  known.set(value, inheritOrigin(copy, value));
  return copy;
}

const mostProblems = 20;

function outsideReferences(value: unknown, path: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const reference of referencesOf(value)) {
    if (!leadsElsewhere(reference)) continue;
    found.push(outside(reference, value, path));
    if (found.length === mostProblems) break;
  }
  return found;
}

function outside({ text, holder, key }: Reference, document: unknown, path: string): Diagnostic {
  const shown = JSON.stringify(text.slice(0, 200));
  const at = rangeOf(holder, key) ?? startOf(path);
  const advice = referenceAdvice(text, document);
  if (advice) return finding('spec-reference', `The specification refers to ${shown}, which is no place`, at, advice);
  const message = `The specification refers to ${shown}, which is outside of it`;
  return finding('spec-reference', message, at, {
    cause: 'A staged specification stands alone: nothing else is read when it is turned into gateway configuration.',
    fix: 'Write what it refers to into it. Staging does that with the files of the service repository.',
  });
}

/** Keys whose addresses are loaded, or that change the meaning of references. */
const addresses: ReadonlySet<string> = new Set(['$schema', '$id', '$self', 'jsonSchemaDialect']);

/** A copy without keys and references that decK could follow to another file. */
function withoutAddresses(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value)
    ? value.map((item) => withoutAddresses(item, copies))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([key, member]) => !isWayOut(key, member))
          .map(([key, member]) => [key, withoutAddresses(member, copies)]),
      );
  copies.set(value, inheritOrigin(copy, value));
  return copy;
}

function isWayOut(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return addresses.has(key) || (/^\$\w*ref$/i.test(key) && !value.startsWith('#'));
}
