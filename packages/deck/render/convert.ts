import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { type Deck, type DeckFailure, deckProblem } from '../deck.ts';

/** The result of a step: text, or a diagnostic. */
export type Rendered = { readonly text: string } | { readonly diagnostic: Diagnostic };

/** A folder for files that decK must read by name. Konduct chooses the names, not the authors of the files. */
export interface Scratch {
  readonly folder: string;
}

/** decK configuration made from OpenAPI 3, or the reason why decK could not make it. */
export type Converted = { readonly text: string } | { readonly failure: DeckFailure };

/** @param specification is passed by standard input, so that its path does not matter */
export async function convert(deck: Deck, specification: string, options: readonly string[]): Promise<Converted> {
  const converted = await deck.file(['openapi2kong', ...options], specification);
  return converted.ok ? { text: converted.output } : { failure: converted };
}

/** Applies patches to decK configuration, one after the other. */
export async function patch(
  deck: Deck,
  converted: string,
  patches: readonly string[],
  specification: SourceFile,
  scratch: Scratch,
): Promise<Rendered> {
  if (patches.length === 0) return { text: converted };
  return withFiles(scratch, patches, async (files) => {
    const patched = await deck.file(['patch', ...files], converted);
    if (patched.ok) return { text: patched.output };
    const fix = 'Mend its ko-patch.yaml, or the patches in the folders named deck.';
    const doing = `patch what ${specification.path} was turned into`;
    return { diagnostic: deckProblem(patched, doing, fix, startOf(specification.path)) };
  });
}

/**
 * The diagnostic for a specification with template expressions: its author must not choose where the platform's secrets
 * go.
 */
export function readsVariables(file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-variable',
    message: `What decK makes of ${file} reads variables of the platform`,
    cause: 'A specification comes from a service repository, and variables hold the secrets of the platform.',
    fix: 'Take `${{ … }}` out of its `x-kong-` directives, and set the field by a patch in a folder named deck.',
    at: startOf(file),
  };
}

/** Merges several decK files into one. */
export async function merge(deck: Deck, parts: readonly string[], shown: string, scratch: Scratch): Promise<Rendered> {
  return withFiles(scratch, parts, async (files) => {
    const merged = await deck.file(['merge', ...files], '');
    if (merged.ok) return { text: merged.output };
    const fix = 'Mend the decK files of the team, or stage its services again.';
    return { diagnostic: deckProblem(merged, `merge the files of ${shown}`, fix, startOf(shown)) };
  });
}

async function withFiles<T>(
  { folder }: Scratch,
  texts: readonly string[],
  use: (files: readonly string[]) => Promise<T>,
): Promise<T> {
  const place = await mkdtemp(path.join(folder, 'part-'));
  try {
    const files = texts.map((_, index) => path.join(place, `${index}.yaml`));
    await Promise.all(files.map((file, index) => writeFile(file, texts[index] ?? '')));
    return await use(files);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
