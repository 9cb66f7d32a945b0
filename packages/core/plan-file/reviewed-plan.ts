import { type Change, writes } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import { canonical, sha256 } from '../value/digest.ts';
import { meaningDigest, meaningOfChange } from './meaning-digest.ts';

/** What was reviewed of a plan. */
export interface ReviewedPlan {
  /** The digest of the meaning of the whole plan. */
  readonly digest: string;
  /** The meaning of each change that writes or waits; undefined where there were too many to keep. */
  readonly meanings: readonly string[] | undefined;
}

/** The most characters of a text, such as the summary of a check run on GitHub. */
const limit = 60_000;

const head = 'konduct-reviewed 1';

/**
 * A plan as a text that a later run reads back, of at most 60,000 characters: a line with the digest of its meaning, and
 * one for each change that writes or waits. Where there is no room for the words of changes, only their digests are
 * kept; above some thousand changes only that of the whole.
 */
export function reviewedText(plan: Pick<Plan, 'changes'>): string {
  const changes = plan.changes.filter((change) => writes(change) || change.action === 'waiting');
  const first = `${head} ${meaningDigest(plan)} ${changes.length}`;
  const forms = [
    changes.map((change) => `${kept(change)} ${inert(`${change.action} ${change.kind} ${change.address}`)}`),
    changes.map(kept),
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
 * The changes that a plan has beyond the reviewed ones, in the order of the plan: those that none of the reviewed plans has.
 * Of a reviewed plan whose single changes were not kept, only the whole is known. Fewer changes than were reviewed are
 * no growth. A change that waited in a reviewed plan may be made by now.
 *
 * Values of secrets are in no plan, so that nobody can review them: an update of nothing else is no growth, and secrets
 * among other fields do not count.
 */
export function grownSince(reviewed: readonly ReviewedPlan[], plan: Pick<Plan, 'changes'>): readonly Change[] {
  const digest = meaningDigest(plan);
  if (reviewed.some((one) => one.digest === digest)) return [];
  const known = new Set(reviewed.flatMap(({ meanings = [] }) => meanings));
  return plan.changes
    .filter(writes)
    .filter((change) => !isSecretAlone(change) && !known.has(kept(change)) && !known.has(ofWaiting(change)));
}

/** The digest that stands for a change in a reviewed plan. */
function kept(change: Change): string {
  return change.action === 'waiting' ? ofWaiting(change) : meaningOfChange(withoutSecrets(change));
}

/** What a change means that waits, or that waited and is made by now: which object it is, and whether that exists. */
function ofWaiting({ action, kind, region, address, id }: Change): string {
  const becomes = action === 'waiting' ? (id === undefined ? 'create' : 'update') : action;
  const made = becomes === 'adopt' ? 'create' : becomes;
  return sha256(JSON.stringify(canonical(['waiting', made, kind, region, address]))).slice(0, 16);
}

function withoutSecrets(change: Change): Change {
  return { ...change, fields: change.fields.filter(({ secret }) => secret !== true) };
}

function isSecretAlone({ action, fields }: Change): boolean {
  return action === 'update' && fields.length > 0 && fields.every(({ secret }) => secret === true);
}

/**
 * A text in ASCII that ends no code block of Markdown. Addresses of objects that no manifest declares have names of
 * people's.
 */
function inert(text: string): string {
  return text.replaceAll(/[^ -~]|[`~<>]/g, '?');
}
