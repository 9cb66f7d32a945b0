import { rulesByLocation } from './rules.generated.ts';
import { ownRule } from './security-level.ts';

let known: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * Every rule that can find a change, with the places that it looks at: `paths.*.*.requestBody.content.*.schema.type`.
 * The rules are those of the version of oasdiff that Konduct installs, and Konduct's own, which has no places.
 */
export function knownRules(): ReadonlyMap<string, readonly string[]> {
  known ??= readRules();
  return known;
}

function readRules(): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>([[ownRule, []]]);
  for (const [location, names] of Object.entries(rulesByLocation))
    for (const name of names.split(' ')) rules.set(name, [...(rules.get(name) ?? []), location]);
  return rules;
}
