import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { readableAddress } from '../graph/address.ts';
import { emptySummary, hasChanges } from '../plan/plan.ts';
import { isBuiltin, type SourceRange, startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { compareText } from '../value/compare-text.ts';
import { sameValue } from '../value/same-value.ts';
import { changesDifference } from './change-difference.ts';
import type { Digests } from './observed-digest.ts';
import type { PlanFile, PlannedOrganizationPart } from './plan-file.ts';
import { renderPlanFile } from './plan-file.ts';
import { absentSecret } from './secret-digest.ts';
import { stale, staleFile } from './stale.ts';
import { offsetOfDifference } from './written-json.ts';

/** The place in the manifests of a resource of the present plan, by organization and address. */
export type PlaceOf = (organization: string, address: string) => SourceRange | undefined;

/**
 * Why a plan file must not be carried out: the first thing in which it differs from the plan that would be made now, in
 * words. Undefined where the present plan has the same bytes.
 *
 * The organization in Konnect comes first, then files and secrets, which explain most of what follows, then what is in
 * Konnect.
 */
export function differenceOf(
  source: SourceFile,
  file: PlanFile,
  now: PlanFile,
  placeOf: PlaceOf,
): Diagnostic | undefined {
  const text = renderPlanFile(now);
  if (text === source.text) return undefined;
  const { path } = source;
  const found =
    idDifference(path, file, now) ??
    inputDifference(path, file.inputs, now.inputs) ??
    namesDifference(path, file, now) ??
    doneAlready(path, file, now) ??
    first(file.organizations, (part) => {
      const present = now.organizations.find(({ name }) => name === part.name);
      return present && partDifference(path, part, present, placeOf);
    });
  const fallback = 'Konduct would write something else at this place';
  return found ?? staleFile(source, offsetOfDifference(text, source.text), `${path} no longer holds`, fallback);
}

/**
 * The finding about the first file that a plan was made from and that has other bytes by now, or is new. For a run that
 * cannot plan, because its files have errors: which files it would no longer read is not known.
 */
export function changedInput({ path }: SourceFile, file: PlanFile, present: Digests): Diagnostic | undefined {
  const known = Object.entries(file.inputs).filter(([name]) => Object.hasOwn(present, name));
  return inputDifference(path, Object.fromEntries(known), present);
}

function idDifference(path: string, file: PlanFile, now: PlanFile): Diagnostic | undefined {
  return first(file.organizations, ({ name, id }) => {
    const other = now.organizations.find((present) => present.name === name)?.id;
    if (other === undefined || other === id) return undefined;
    const message = `${path} was made for another organization in Konnect: ${name} was ${id}, and is ${other} here`;
    const fix = 'Give it the access token of the organization that was planned, or plan again.';
    return stale(message, undefined, 'The access token, or the address of Konnect, is another one', fix);
  });
}

function namesDifference(path: string, file: PlanFile, now: PlanFile): Diagnostic | undefined {
  const named = ({ organizations }: PlanFile) => organizations.map(({ name }) => name).join(', ') || 'none';
  if (named(file) === named(now)) return undefined;
  const message = `${path} is about other organizations: ${named(file)}, and not ${named(now)}`;
  return stale(message, undefined, 'The manifests name others by now');
}

function inputDifference(path: string, before: Digests, now: Digests): Diagnostic | undefined {
  return differingKey(before, now, (file, what) => {
    const name = isBuiltin(file) ? `what comes with Konduct as ${file}` : file;
    const done = { changed: 'was changed', new: 'is new', gone: 'is no longer there, or no longer read' }[what];
    const at = what === 'gone' || isBuiltin(file) ? undefined : startOf(file);
    return stale(
      `${path} was made from other files: ${name} ${done}`,
      at,
      'The plan says nothing about the present files',
    );
  });
}

/** Whether everything that the file would change was changed already. */
function doneAlready(path: string, file: PlanFile, now: PlanFile): Diagnostic | undefined {
  const [before, present] = [file, now].map(({ summary }) => ({ ...emptySummary, ...summary }));
  if (!before || !present || !hasChanges(before) || hasChanges(present)) return undefined;
  if (before.blocked !== present.blocked || before.orphaned !== present.orphaned) return undefined;
  return stale(
    `${path} is carried out already: of its changes none is left`,
    undefined,
    'A plan file is for one apply, and Konnect is as it says by now',
    'Nothing has to be done. Make a new plan for the next change.',
  );
}

function partDifference(
  path: string,
  before: PlannedOrganizationPart,
  now: PlannedOrganizationPart,
  placeOf: PlaceOf,
): Diagnostic | undefined {
  const { name } = now;
  if (before.owner !== now.owner) {
    const message = `${path} no longer holds: ${name} has the owner ${now.owner} by now, and had ${before.owner}`;
    return stale(message, undefined, 'The owner decides about the objects that are ours');
  }
  const secret = secretDifference(path, before.secrets, now.secrets, (address) => placeOf(name, address));
  if (secret) return secret;
  const wasThere = (kind: string, address: string) => Object.hasOwn(before.observed, `${kind} ${address}`);
  const changes =
    changesDifference(before.changes, now.changes, wasThere) ?? changesDifference(before.left, now.left, wasThere);
  if (changes) {
    const { text, cause, change } = changes;
    return stale(`${path} no longer holds: ${text}`, change && placeOf(name, change.address), cause);
  }
  const observed = observedDifference(path, before.observed, now.observed, (address) => placeOf(name, address));
  if (observed) return observed;
  if (!sameValue(before.extent, now.extent)) {
    const message = `${path} no longer holds: another part of ${name} in Konnect was searched for objects of ours`;
    return stale(message, undefined, 'Objects of ours came to a region, or a region can be read by now');
  }
  return undefined;
}

function secretDifference(
  path: string,
  before: Digests,
  now: Digests,
  placeOf: (address: string) => SourceRange | undefined,
): Diagnostic | undefined {
  return differingKey(before, now, (use, what) => {
    const [address, field] = splitAt(use, use.lastIndexOf(' '));
    const at = placeOf(address);
    const secret = `the secret \`${field}\` of ${readableAddress(address)}`;
    if (what !== 'changed') return stale(`${path} no longer holds: ${secret} is ${what}`, at, 'It is part of the plan');
    const [then, present] = [before[use] === absentSecret, now[use] === absentSecret];
    if (!then && !present)
      return stale(`${path} no longer holds: ${secret} has another value`, at, 'The plan was made with another one');
    const words = then ? 'was not at hand for the plan, and is now' : 'was at hand for the plan, and is not now';
    return stale(
      `${path} no longer holds: ${secret} ${words}`,
      at,
      'Only with its value can a plan say whether it changes',
    );
  });
}

function observedDifference(
  path: string,
  before: Digests,
  now: Digests,
  placeOf: (address: string) => SourceRange | undefined,
): Diagnostic | undefined {
  return differingKey(before, now, (key, what) => {
    const [kind, address] = splitAt(key, key.indexOf(' '));
    const object = `the ${kind} ${readableAddress(address)} in Konnect`;
    const done = {
      changed: 'is not as the plan saw it, in something that the plan does not change',
      new: 'was not there when the plan was made',
      gone: 'is no longer there',
    }[what];
    const cause = 'Somebody changed it after the plan was made, and the plan depends on it';
    return stale(`${path} no longer holds: ${object} ${done}`, placeOf(address), cause);
  });
}

/** The finding about the first key, in order, whose digest differs. */
function differingKey(
  before: Digests,
  now: Digests,
  tell: (key: string, what: 'changed' | 'new' | 'gone') => Diagnostic,
): Diagnostic | undefined {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort(compareText);
  return first(keys, (key) => {
    if (before[key] === now[key]) return undefined;
    return tell(key, before[key] === undefined ? 'new' : now[key] === undefined ? 'gone' : 'changed');
  });
}

function splitAt(text: string, index: number): [string, string] {
  return [text.slice(0, index), text.slice(index + 1)];
}

function first<T, R>(items: readonly T[], find: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
