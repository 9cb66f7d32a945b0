import type { InvalidParameter } from './problem.ts';

/** Konnect API contract 3.15.0, `Labels`. */
const MAX_LABELS = 50;
const MAX_LENGTH = 63;
const PATTERN = /^[a-z0-9A-Z]([a-z0-9A-Z\-._]*[a-z0-9A-Z]+)?$/;

/**
 * Prefixes that a key must not have: the first five are in the contract, the last two in Konnect's public
 * documentation. Case matters, because the real service accepts `KONGCTL-namespace`.
 */
const RESERVED = ['kong', 'konnect', 'mesh', 'kic', '_', 'insomnia', 'kuma'];

/**
 * Checks a map of labels against Konnect's rules.
 *
 * @param value the request's `labels`
 * @param deletable whether a null value is allowed, which deletes the key (merge patch, `LabelsUpdate` in the contract)
 * @returns one entry for each violated rule, in the shape seen on the real service (`rule: is_label`)
 */
export function labelProblems(value: unknown, deletable: boolean): InvalidParameter[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: 'labels', rule: 'is_object', reason: 'must be an object', source: 'body' }];
  }
  const found: InvalidParameter[] = [];
  const refuse = (reason: string) => found.push({ field: 'labels', rule: 'is_label', reason, source: 'body' });
  const entries = Object.entries(value);
  if (entries.length > MAX_LABELS) refuse(`must not have more than ${MAX_LABELS} labels`);
  for (const [key, text] of entries) {
    if (key.length < 1 || key.length > MAX_LENGTH || (!PATTERN.test(key) && !key.startsWith('_'))) {
      refuse(`label key "${key}" must match ${PATTERN.source} and have 1 to ${MAX_LENGTH} characters`);
    }
    const reserved = RESERVED.find((prefix) => key.startsWith(prefix));
    if (reserved !== undefined) refuse(`label key "${key}" must not start with the reserved prefix "${reserved}"`);
    if (text === null && deletable) continue;
    if (typeof text !== 'string') refuse(`label "${key}" must be a string`);
    else if (text.length < 1 || text.length > MAX_LENGTH || !PATTERN.test(text)) {
      refuse(`label value "${text}" must match ${PATTERN.source} and have 1 to ${MAX_LENGTH} characters`);
    }
  }
  return found;
}
