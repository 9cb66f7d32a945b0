import type { Fields, ObservedObject, Update, Write, WriteOutcome } from '@konduct/core/provider/provider';
import { compareText } from '@konduct/core/value/compare-text';
import { AnswerError } from './answer-error.ts';
import { proveContent } from './content-proof.ts';
import { readDetail } from './detail.ts';
import { bodyOf, type Exchange, isSuccess } from './exchange.ts';
import { decode } from './kinds/decode.ts';
import type { KonnectKind, Step } from './kinds/kind.ts';
import { allWritten, awaitWritten, findDuplicate, findWritten, readItems } from './listing.ts';
import { readProblemDetails } from './problem-details.ts';
import { type Purpose, toUserError } from './refusal.ts';
import { isRemovable, removeObject } from './removing.ts';
import { AmbiguousWrite, backoff } from './retry.ts';
import type { KonnectRequest } from './transport.ts';

/** Creates an object with the steps of its kind. A lost answer never leads to a second object. */
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
  // Computed fields are read from the list. For a kind without them, the object is known from the write.
  if (Object.keys(kind.computed).length === 0) return { object: { fields: { ...write.desired }, labels: {} } };
  return readCreated(exchange, purpose, write, first.request([]), begun.conflict);
}

/**
 * Updates an object with the steps of its kind. After a lost answer, all steps are made again from the object's new
 * state.
 */
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
      if (found) current = { ...current, observed: found };
    }
  }
}

/**
 * Removes duplicates that two runs created at once, where Konnect does not refuse the second one. Every run decides
 * alike: the oldest object stays, and the run that created a newer one deletes it. After a lost answer it is unknown
 * which object this run created; then all newer ones are deleted.
 *
 * @returns the object that stays
 */
async function withoutTwins(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  made: ObservedObject,
  lost: boolean,
): Promise<ObservedObject> {
  if (!isRemovable(purpose.kind)) return made;
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
  /** The object as in Konnect's answer or list. */
  readonly body: unknown;
  /** Whether the object existed before. */
  readonly conflict: boolean;
  /** Whether the answer was lost, so that the found object may be another client's. */
  readonly lost: boolean;
}

/**
 * Sends the request that creates the object. If its result is unknown, the list is searched before it is sent again. If
 * Konnect says that the object exists, the list shows whether it is the right one.
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
      // An earlier attempt, or a run at the same time, may have created this very object, which is as good as a
      // success.
      if (!isSuccess(answer) && readProblemDetails(answer).duplicate) {
        const item = await findDuplicate(exchange, purpose, write);
        if (item) return { body: item.raw, conflict: false, lost };
      }
      return { body: bodyOf(purpose, request, answer), conflict: false, lost };
    } catch (error) {
      if (!(error instanceof AmbiguousWrite)) throw error;
      lost = true;
      await exchange.pause(backoff(policy, attempt));
      // Where Konnect would accept a second object, the creation is repeated only after lists had time to show the
      // first one.
      const item = kind.refusesDuplicates
        ? await findWritten(exchange, purpose, write)
        : await awaitWritten(exchange, purpose, write, policy.settle);
      if (item) return { body: item.raw, conflict: false, lost };
      if (attempt >= policy.attempts || exchange.stopped) throw exchange.finalError(purpose, request, error);
    }
  }
}

/** The body of a step's answer, or undefined where the step had been done before. */
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
  // An earlier attempt of this step may have created the object that Konnect reports.
  if (doubtful && !step.repeatable && !isSuccess(answer) && readProblemDetails(answer).duplicate)
    throw new AmbiguousWrite(answer);
  return bodyOf(purpose, request, answer);
}

/** Looks for an object whose creation answers without it: for a moment, as lists may lag behind. */
async function readCreated(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  request: KonnectRequest,
  conflict: boolean,
): Promise<WriteOutcome> {
  const { settle } = exchange.policy;
  const { pendingAfterCreate: pending } = purpose.kind;
  if (pending !== undefined) {
    // A person invited earlier has either accepted or not, so one look is enough. After a new invitation, the list may
    // take a moment to show the person: then one more look, so that the number of calls can be foreseen.
    let invited = await findWritten(exchange, purpose, write);
    if (!invited && !conflict && !exchange.stopped) {
      await exchange.pause(settle / 10);
      invited = await findWritten(exchange, purpose, write);
    }
    return invited ? { object: invited.object } : { pending };
  }
  const item = await awaitWritten(exchange, purpose, write, settle);
  if (item) return { object: item.object };
  throw toUserError(purpose, request, new AnswerError('what was made does not show in its list'));
}

/** The object of an update as it is now, with the fields that lists leave out and every plan reads. */
async function findAgain(exchange: Exchange, purpose: Purpose, update: Update): Promise<ObservedObject | undefined> {
  const { id } = update.observed.fields;
  const items = await readItems(exchange, purpose, update.region, { ...update.observed.fields, ...update.desired });
  const object = items.find((item) => item.object.fields.id === id)?.object;
  const { fields } = purpose.kind;
  if (!object || !Object.keys(update.desired).some((name) => fields[name]?.compare === 'read')) return object;
  const detail = Object.entries(await readDetail(exchange, purpose, update.region, object));
  // Documents are compared by the plan alone.
  const read = detail.filter(([name]) => fields[name]?.type !== 'content');
  return { ...object, fields: { ...object.fields, ...Object.fromEntries(read) } };
}

/** The object in an answer. Fields in the path are not in the answer and are taken from the write. */
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
