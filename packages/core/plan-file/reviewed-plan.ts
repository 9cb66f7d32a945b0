import { type Change, writes } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import { meaningDigest, meaningOfChange } from './meaning-digest.ts';

/** What was reviewed of a plan. */
export interface ReviewedPlan {
  /** The digest of the meaning of the whole plan. */
  readonly digest: string;
  /** The meaning of each change; undefined where there were too many to keep. */
  readonly meanings: readonly string[] | undefined;
}

/** The most characters of a text, such as that of a check run on GitHub. */
const limit = 60_000;

const head = 'konduct-reviewed 1';

/**
 * A plan as a text that a later run reads back, of at most 60,000 characters: a line with the digest of its meaning, and
 * one for each change that writes. Where there is no room for the words of changes, only their digests are kept; above
 * some thousand changes only that of the whole.
 */
export function reviewedText(plan: Pick<Plan, 'changes'>): string {
  const changes = plan.changes.filter(writes);
  const first = `${head} ${meaningDigest(plan)} ${changes.length}`;
  const forms = [
    changes.map((change) => `${meaningOfChange(change)} ${change.action} ${change.kind} ${change.address}`),
    changes.map(meaningOfChange),
  ];
  const texts = forms.map((lines) => `${[first, ...lines].join('\n')}\n`);
  return texts.find((text) => text.length <= limit) ?? `${first}\n`;
}

/** Reads a text of {@link reviewedText}, or gives undefined for any other text. */
export function readReviewed(text: string): ReviewedPlan | undefined {
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const [, digest = '', number = ''] = /^konduct-reviewed 1 ([0-9a-f]{64}) (\d{1,9})$/.exec(first) ?? [];
  if (digest === '') return undefined;
  const meanings = lines.flatMap((line) => /^[0-9a-f]{16}(?= |$)/.exec(line)?.[0] ?? []);
  if (meanings.length !== lines.length) return undefined;
  if (meanings.length === Number(number)) return { digest, meanings };
  return meanings.length === 0 ? { digest, meanings: undefined } : undefined;
}

/**
 * The changes that a plan has beyond the reviewed ones, in the order of the plan. Where the meanings of single changes were
 * not kept, these are all of them, unless the whole is the same. Fewer changes than were reviewed are no growth.
 */
export function grownSince(reviewed: ReviewedPlan, plan: Pick<Plan, 'changes'>): readonly Change[] {
  if (meaningDigest(plan) === reviewed.digest) return [];
  const changes = plan.changes.filter(writes);
  if (!reviewed.meanings) return changes;
  const known = new Set(reviewed.meanings);
  return changes.filter((change) => !known.has(meaningOfChange(change)));
}
