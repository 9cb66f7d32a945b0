import { canonical, sha256 } from '../value/digest.ts';
import type { PlanFileContent } from './plan-file.ts';

/** The SHA-256 of each part of a plan file, by its name for people: `options`, `changes of kong-air`. */
export type PartDigests = Readonly<Record<string, string>>;

/** Digests of the parts of a plan file, which together are all of it. */
export function partDigests({ $schema, format, konduct, mode, ...content }: PlanFileContent): PartDigests {
  const { options, summary, organizations, inputs } = content;
  const parts: [string, unknown][] = [
    ['head', [$schema, format, konduct, mode]],
    ['options', options],
    ['summary', summary],
    ...organizations.flatMap(({ name, id, owner, extent, summary: counts, ...lists }): [string, unknown][] => [
      [`organization ${name}`, [name, id, owner, extent, counts]],
      ...Object.entries(lists).map(([list, value]): [string, unknown] => [`${list} of ${name}`, value]),
    ]),
    ['inputs', inputs],
  ];
  return Object.fromEntries(parts.map(([name, value]) => [name, digestOf(value)]));
}

/** The digest of a plan file: of its content, in any order of keys, and of the digests of its parts. */
export function wholeDigest(content: PlanFileContent, parts: PartDigests): string {
  return digestOf([content, parts]);
}

function digestOf(value: unknown): string {
  return sha256(JSON.stringify(canonical(value)));
}
