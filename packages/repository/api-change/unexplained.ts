import type { ApiChange } from '@konduct/core/run/api-change';
import { fromToken } from '@konduct/core/value/json-pointer';
import { type ContractDifference, contractDifferences } from '@konduct/openapi/strict/contract-difference';
import { operationKey } from '@konduct/openapi/strict/security';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';
import { knownRules } from './rules.ts';

/** Schemas in a schema. oasdiff looks at all of them in bodies, and in parameters with its rules of properties. */
const nested =
  /\.schema\.(?:(?:properties|patternProperties|dependentSchemas|oneOf|anyOf|allOf|prefixItems)\.\*|items|additionalProperties|unevaluatedProperties|unevaluatedItems|not|if|then|else|contains|propertyNames|contentSchema)(?=\.)/;

/** A place in one of several schemas, up to the list of them. */
const oneOfSeveral = /^.*\.(?:oneOf|anyOf|allOf|prefixItems)(?=\.\*\.)/;

/** Other members that a rule may look at when it finds a difference in a member. */
const alsoNamed: Readonly<Record<string, readonly string[]>> = {
  // A schema that becomes one of several moves into the list of them, with its members.
  type: ['nullable', 'oneOf', 'anyOf'],
  properties: ['oneOf', 'anyOf'],
  // A property that comes or goes does so in the list of required ones, too.
  required: ['properties', 'oneOf', 'anyOf'],
  enum: ['const'],
  // oasdiff reads alternatives of plain types as a list of types.
  oneOf: ['type'],
  anyOf: ['type'],
};

/**
 * The differences for callers that no change explains: the rule of a change in the same operation has to look at the
 * place of the difference.
 */
export function unexplainedDifferences(
  before: StrictDocument,
  after: StrictDocument,
  changes: readonly ApiChange[],
): readonly ContractDifference[] {
  const told = Map.groupBy(changes, ({ operation = '' }) => operationKey(operation));
  const webhooks = changes.flatMap(({ rule = '', text }) => (rule.startsWith('webhook-') ? [text] : []));
  return contractDifferences(before.strict, after.strict).filter((difference) => {
    const [, webhook] = /^\S+ webhook:(.*)$/s.exec(difference.operation) ?? [];
    if (webhook !== undefined) return !webhooks.some((text) => text.includes(`\`${webhook}\``));
    const own = told.get(operationKey(difference.operation)) ?? [];
    return !own.some((change) => explains(change, difference));
  });
}

function explains({ rule = '', text }: ApiChange, { at, location }: ContractDifference): boolean {
  const looksAt = new Set((knownRules().get(rule) ?? []).map(inOperation));
  const isAbout = (place: string) => namesOf(outermost(place, rule)).some((name) => looksAt.has(name));
  const [list] = oneOfSeveral.exec(location) ?? [];
  // A schema that comes into a list or leaves it moves those behind it.
  if (list !== undefined && isAbout(list)) return true;
  // `false` in place of a schema is found by a rule that looks at `type`.
  const place = /-became-(?:not-)?false$/.test(rule) ? `${location}.type` : location;
  return isAbout(place) && (location.endsWith('required') || nameIn(at, text));
}

/** The place of a rule, from the operation on, without a last `*`: of `parameters.*`, the rule may be about the list. */
function inOperation(location: string): string {
  return location
    .replace(/^paths\.\*(?:\.\*(?=$|\.))?/, '')
    .replace(/^\./, '')
    .replace(/\.\*$/, '');
}

/** The same member in the outermost schema, where a rule for it looks at the schemas in it, too. */
function outermost(location: string, rule: string): string {
  const isDeep = location.startsWith('parameters.') ? rule.includes('-property-') : !location.includes('.headers.');
  let place = location;
  while (isDeep && nested.test(place)) place = place.replace(nested, '.schema');
  return place;
}

function namesOf(location: string): readonly string[] {
  const place = location.replace(/\.\*$/, '');
  const [, start = '', name = ''] = /^(.*\.)?([^.]*)$/.exec(place) ?? [];
  return [place, ...(alsoNamed[name] ?? []).map((other) => `${start}${other}`)];
}

/** Whether the sentence about a change names the parameter or property that a difference is in, if it is in one. */
function nameIn(at: string, text: string): boolean {
  const [, parameter] = /^parameters\/(?!path )\S+ ([^/]+)/.exec(at) ?? [];
  const property = [...at.matchAll(/(?:^|\/)properties\/([^/]+)/g)].at(-1)?.[1];
  return [parameter, property].every((name) => name === undefined || text.includes(fromToken(name)));
}
