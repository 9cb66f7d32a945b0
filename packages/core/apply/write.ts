import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { readableAddress } from '../graph/address.ts';
import type { Evaluation, ResourceNode } from '../graph/node.ts';
import { objectionTo } from '../graph/objection.ts';
import type { World } from '../graph/world.ts';
import { type SecretField, secretFields } from '../kind/secret-field.ts';
import { finalLabels, isProtectedInKonnect, wantedLabels } from '../observe/labels.ts';
import type { Change } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { fieldOf } from '../plan/difference.ts';
import { digestOf } from '../plan/digest.ts';
import { withRead } from '../plan/seen.ts';
import { digestLabel, ownerLabel } from '../provider/ownership.ts';
import type { Fields, Labels, ObservedObject, Provider, Write, WriteOutcome } from '../provider/provider.ts';

/** The result of a write: it was carried out, or must wait after all. */
export type Attempt = WriteOutcome | { readonly waits: string } | { readonly removed: true };

/**
 * Deletes the object of a decision. An object with labels is read again before, because the plan may be an hour old if
 * a person had to approve it.
 *
 * @throws UserError when Konnect refuses, and for an object that was protected or taken over meanwhile
 */
export async function remove({ change, kind, observed, force }: Decision, provider: Provider): Promise<Attempt> {
  const { address, region } = change;
  if (!observed) throw new Error(`${address} cannot be deleted: it was never seen`);
  if (kind.ownership === 'labels') {
    const now = await provider.find(kind, region, String(observed.fields.id));
    if (!now) return { removed: true };
    const problem = changedMeanwhile(change, observed.labels, now.labels);
    if (problem) throw new UserError([problem]);
  }
  await provider.remove({ kind, region, address, observed, force: force === true });
  return { removed: true };
}

function changedMeanwhile({ kind, name, place }: Change, before: Labels, now: Labels): Diagnostic | undefined {
  const cause = 'Somebody changed its labels in Konnect after the plan was made';
  const fix = 'Plan again.';
  if (isProtectedInKonnect(now) && !isProtectedInKonnect(before))
    return finding('deletion-protected', `${kind} ${name} is not deleted: it is protected by now`, place, {
      cause,
      fix,
    });
  if (now[ownerLabel] === before[ownerLabel]) return undefined;
  return finding('foreign-owner', `${kind} ${name} is not deleted: it has another owner by now`, place, { cause, fix });
}

/** Writes the labels of an object without a resource. */
export function relabel({ change, kind, observed, labels }: Decision, provider: Provider): Promise<Attempt> {
  if (!observed || !labels) throw new Error(`${change.address} has no labels to write`);
  const { address, region } = change;
  return provider.update({ kind, region, address, desired: {}, labels, observed, changed: [] });
}

/**
 * Creates, updates or replaces the object of a decision, with the values that are known now.
 *
 * @throws UserError for an expression that fails and for a refusal by Konnect
 */
export async function write(decision: Decision, provider: Provider, world: World, owner: string): Promise<Attempt> {
  const { node, change, changed } = decision;
  const observed = objectOf(decision);
  if (!node) throw new Error(`${change.address} has nothing to say what it becomes`);
  const evaluated = fieldsOf(node, world, observed && change.action !== 'replace' ? changed : undefined);
  if ('waits' in evaluated) return evaluated;
  const { fields } = evaluated;
  const kept = change.action === 'replace' ? undefined : observed;
  const objection = objectionTo(node, { fields, unknowns: evaluated.unknowns }, kept?.fields);
  if (objection) throw new UserError([objection]);
  const write = completed(decision, node, fields, owner);
  if (decision.labelsOnly && observed) {
    const { digest, ...labelled } = write;
    const vouched = decision.labelsOnly === 'with digest' && digest !== undefined ? { digest } : {};
    return provider.update({ ...labelled, ...vouched, observed, changed: [] });
  }
  if (change.action !== 'replace') {
    return observed ? provider.update({ ...write, observed, changed }) : provider.create(write);
  }
  await remove(decision, provider);
  return provider.create(write);
}

/** Carries out the part of an update that takes access or visibility away. */
export async function narrow(decision: Decision, provider: Provider, world: World): Promise<Attempt> {
  const { node, change } = decision;
  const observed = objectOf(decision);
  if (!node || !observed) throw new Error(`${change.address} has nothing to narrow`);
  const paths = change.fields.filter(({ effect }) => effect === 'narrows').map(({ path }) => fieldOf(path));
  const changed = [...new Set(paths)];
  const evaluated = fieldsOf(node, world, changed);
  if ('waits' in evaluated) return evaluated;
  const narrowed = changed.map((name) => [name, evaluated.fields[name]] as const);
  const kept = Object.keys(evaluated.fields).flatMap((name) =>
    Object.hasOwn(observed.fields, name) ? [[name, observed.fields[name]] as const] : [],
  );
  const desired = { ...Object.fromEntries(kept), ...Object.fromEntries(narrowed) };
  const write = { kind: node.kind, region: node.region, address: node.address, desired, observed, changed };
  if (node.kind.ownership !== 'labels') return provider.update(write);
  const digest = observed.labels[digestLabel];
  const labels = withoutDigest(observed.labels);
  return provider.update({ ...write, labels, ...(digest === undefined ? {} : { digest }) });
}

/** The object that exists, with the fields that the plan read besides its list. */
function objectOf({ observed, read }: Decision): ObservedObject | undefined {
  return observed && withRead(observed, read);
}

/** Whether a decision about a resource writes secrets of it. */
export function sendsSecrets({ node, kind, observed, change, changed }: Decision, world: World): boolean {
  const secrets = node ? secretFields(kind, node.evaluate(world).fields) : [];
  const isNew = !observed || change.action === 'replace';
  return secrets.some(({ path }) => isNew || changed.includes(fieldOf(path)));
}

/** The values that are known now, with labels apart, or the reason to wait. */
function fieldsOf(
  node: ResourceNode,
  world: World,
  changed: readonly string[] | undefined,
): Pick<Evaluation, 'fields' | 'unknowns'> | { readonly waits: string } {
  const { fields, unknowns, problems } = node.evaluate(world);
  const errors = problems.flatMap(({ diagnostic, pending }) => (pending === undefined ? [diagnostic] : []));
  if (errors.length > 0) throw new UserError(errors);
  // An update only needs the values of its changed fields; a creation needs all.
  const needed = changed ? unknowns.filter(({ path }) => changed.includes(fieldOf(path))) : unknowns;
  const [waits] = [
    ...needed.map(({ on }) => whyUnknown(world, on)),
    ...problems.flatMap(({ pending }) => pending ?? []),
  ];
  if (waits !== undefined) return { waits };
  const missing = secretFields(node.kind, fields).flatMap((secret) => secretMissing(node, secret));
  if (missing.length > 0) throw new UserError(missing);
  return { fields, unknowns };
}

function secretMissing(node: ResourceNode, { path, handles }: SecretField): Diagnostic[] {
  const absence = handles.find(({ secret }) => !secret)?.absence;
  if (!absence) return [];
  const message = `\`${path}\` of the ${node.kind.name} ${readableAddress(node.address)} is missing: ${absence.reason}`;
  return [finding('secret-missing', message, node.placeOf(path) ?? node.place, { fix: absence.fix })];
}

function whyUnknown(world: World, address: string): string {
  const state = world.externalState(address);
  return state.state === 'waiting' ? state.reason : (world.heldBecause(address) ?? address);
}

function completed(decision: Decision, node: ResourceNode, fields: Fields, owner: string): Write {
  const { labels: _labels, ...desired } = fields;
  const write = { kind: node.kind, region: node.region, address: node.address, desired };
  if (node.kind.ownership !== 'labels') return write;
  const existing = keptObject(decision);
  const wanted = wantedLabels(node, fields, owner);
  const final = existing ? finalLabels(existing.labels, wanted, fields, decision.change.action === 'adopt') : wanted;
  const digest = digestOf(node.kind, fields, node.address) ?? decision.accepted;
  return { ...write, labels: withoutDigest(final), ...(digest === undefined ? {} : { digest }) };
}

/** The object whose foreign labels are kept; undefined for a replacement. */
function keptObject({ observed, change }: Decision): ObservedObject | undefined {
  return change.action === 'replace' ? undefined : observed;
}

function withoutDigest(labels: Labels): Labels {
  const { [digestLabel]: _digest, ...rest } = labels;
  return rest;
}
