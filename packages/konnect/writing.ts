import type { Fields, ObservedObject, Update, Write, WriteOutcome } from '@konduct/core/provider/provider';
import { compareText } from '@konduct/core/value/compare-text';
import { AnswerError } from './answer-error.ts';
import { proveContent } from './content-proof.ts';
import { bodyOf, type Exchange, isSuccess } from './exchange.ts';
import { decode } from './kinds/decode.ts';
import type { KonnectKind, Step } from './kinds/kind.ts';
import { allWritten, awaitWritten, findDuplicate, findWritten, type Item, readItems } from './listing.ts';
import { readProblemDetails } from './problem-details.ts';
import { type Purpose, toUserError } from './refusal.ts';
import { removeObject } from './removing.ts';
import { AmbiguousWrite, backoff } from './retry.ts';
import type { KonnectRequest } from './transport.ts';

/** Creates an object with the steps of its kind. An answer that is lost never leads to a second object. */
export async function createObject(exchange: Exchange, kind: KonnectKind, write: Write): Promise<WriteOutcome> {
  const purpose: Purpose = { kind, verb: 'create', address: write.address };
  const [first, ...rest] = kind.create?.(write) ?? [];
  if (!first) throw new Error(`${kind.name} cannot be created`);
  const begun = await createFirst(exchange, purpose, write, first);
  let last = first.returnsObject ? begun.body : undefined;
  if (first.returnsObject && !begun.conflict && last === undefined) {
    throw toUserError(purpose, first.request([]), new AnswerError('the answer has no body'));
  }
  const answers: unknown[] = [begun.body];
  for (const step of rest) {
    const body = await runStep(exchange, purpose, step, answers, false);
    answers.push(body);
    if (step.returnsObject) last = body;
  }
  if (last !== undefined) {
    const object = decoded(purpose, first.request([]), last, write);
    return {
      object: kind.refusesDuplicates ? object : await withoutTwins(exchange, purpose, write, object, begun.lost),
    };
  }
  // What Konnect only computes is read from the list; a kind without such fields is what was written.
  if (Object.keys(kind.computed).length === 0) return { object: { fields: { ...write.desired }, labels: {} } };
  return readCreated(exchange, purpose, write, first.request([]), begun.conflict);
}

/** Updates an object with the steps of its kind. After a lost answer they are made anew from what is there. */
export async function updateObject(exchange: Exchange, kind: KonnectKind, update: Update): Promise<WriteOutcome> {
  const purpose: Purpose = { kind, verb: 'update', address: update.address };
  let current = update;
  for (let attempt = 1; ; attempt += 1) {
    const steps = kind.update?.(current);
    if (!steps) throw new Error(`${kind.name} cannot be updated`);
    const answers: unknown[] = [];
    let last: unknown;
    let running: Step | undefined;
    try {
      for (const step of steps) {
        running = step;
        const body = await runStep(exchange, purpose, step, answers, attempt > 1);
        answers.push(body);
        if (step.returnsObject) last = body;
      }
      const request = running?.request(answers);
      const object = last === undefined || !request ? current.observed : decoded(purpose, request, last, update);
      await proveContent(exchange, purpose, update, object);
      return { object };
    } catch (error) {
      if (!(error instanceof AmbiguousWrite) || !running) throw error;
      if (attempt >= exchange.policy.attempts || exchange.stopped) {
        throw exchange.finalError(purpose, running.request(answers), error);
      }
      await exchange.pause(backoff(exchange.policy, attempt));
      const found = await findAgain(exchange, purpose, current);
      if (found) current = { ...current, observed: found.object };
    }
  }
}

/**
 * What two runs at once have made twice, where Konnect does not refuse that: the oldest one stays, and whoever made a
 * newer one deletes it. Both decide alike, whoever looks first. Where the answer was lost nobody knows which one was made
 * here, and none that is newer than the oldest stays.
 *
 * @returns the one that stays
 */
async function withoutTwins(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  made: ObservedObject,
  lost: boolean,
): Promise<ObservedObject> {
  if (purpose.kind.item === undefined) return made;
  const twins = (await allWritten(exchange, purpose, write)).map(({ object }) => object);
  const [oldest, ...newer] = twins.sort((a, b) => compareText(ageOf(a), ageOf(b)));
  const surplus = newer.filter(({ fields }) => lost || fields.id === made.fields.id);
  if (!oldest || surplus.length === 0) return made;
  const { region, address } = write;
  for (const observed of surplus)
    await removeObject(exchange, purpose, { kind: purpose.kind, region, address, observed, force: false });
  return oldest;
}

function ageOf({ fields }: ObservedObject): string {
  return `${String(fields.created_at ?? '')} ${String(fields.id ?? '')}`;
}

interface Begun {
  /** The object as Konnect answered or lists it. */
  readonly body: unknown;
  /** It was there before. */
  readonly conflict: boolean;
  /** The answer was lost, and what was found may be somebody else's. */
  readonly lost: boolean;
}

/**
 * The request that makes the object. When its outcome is unknown, the list is asked before it is sent again, and when
 * there is such an object already, whether it is the one that is meant.
 */
async function createFirst(exchange: Exchange, purpose: Purpose, write: Write, step: Step): Promise<Begun> {
  const { policy } = exchange;
  const { kind } = purpose;
  const request = step.request([]);
  let lost = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await exchange.answer(purpose, request, step.repeatable);
      if (step.conflictIsDone && answer.status === 409) return { body: undefined, conflict: true, lost };
      // An attempt before, or a run at the same time, may have made the very object: that is as good as our own.
      if (!isSuccess(answer) && readProblemDetails(answer).duplicate) {
        const item = await findDuplicate(exchange, purpose, write);
        if (item) return { body: item.raw, conflict: false, lost };
      }
      return { body: bodyOf(purpose, request, answer), conflict: false, lost };
    } catch (error) {
      if (!(error instanceof AmbiguousWrite)) throw error;
      lost = true;
      await exchange.pause(backoff(policy, attempt));
      // A kind that may exist twice is only made again when its list had time to show a first one.
      const item = kind.refusesDuplicates
        ? await findWritten(exchange, purpose, write)
        : await awaitWritten(exchange, purpose, write, policy.settle);
      if (item) return { body: item.raw, conflict: false, lost };
      if (attempt >= policy.attempts || exchange.stopped) throw exchange.finalError(purpose, request, error);
    }
  }
}

/** The body that answers a step, undefined where the step was done before. */
async function runStep(
  exchange: Exchange,
  purpose: Purpose,
  step: Step,
  answers: readonly unknown[],
  doubtful: boolean,
): Promise<unknown> {
  const request = step.request(answers);
  const answer = await exchange.answer(purpose, request, step.repeatable);
  if (step.conflictIsDone && answer.status === 409) return undefined;
  // An attempt before this one may have made what now stands in the way.
  if (doubtful && !step.repeatable && !isSuccess(answer) && readProblemDetails(answer).duplicate)
    throw new AmbiguousWrite(answer);
  return bodyOf(purpose, request, answer);
}

/** Waits a moment for an object whose creation answers without it. */
async function readCreated(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  request: KonnectRequest,
  conflict: boolean,
): Promise<WriteOutcome> {
  const { settle } = exchange.policy;
  const { kind } = purpose;
  // Somebody asked before has either accepted or not: one look tells. Somebody asked now may take a moment to show.
  const time = kind.pendingAfterCreate === undefined ? settle : conflict ? 0 : settle / 10;
  const item = await awaitWritten(exchange, purpose, write, time);
  if (item) return { object: item.object };
  if (kind.pendingAfterCreate !== undefined) return { pending: kind.pendingAfterCreate };
  throw toUserError(purpose, request, new AnswerError('what was made does not show in its list'));
}

async function findAgain(exchange: Exchange, purpose: Purpose, update: Update): Promise<Item | undefined> {
  const { id } = update.observed.fields;
  const items = await readItems(exchange, purpose, update.region, { ...update.observed.fields, ...update.desired });
  return items.find(({ object }) => object.fields.id === id);
}

/** The object in an answer. What stands in the path, and so not in the answer, is known from the write. */
function decoded(purpose: Purpose, request: KonnectRequest, body: unknown, write: Write): ObservedObject {
  const { kind } = purpose;
  const names = [...kind.collection, ...kind.identity.map((path) => path.split('.')[0] ?? path)];
  const known: Fields = Object.fromEntries(names.map((name) => [name, write.desired[name]]));
  try {
    return decode(kind, body, known);
  } catch (error) {
    throw toUserError(purpose, request, error);
  }
}
