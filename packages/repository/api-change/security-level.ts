import type { ApiChange } from '@konduct/core/run/api-change';
import { narrowedOperations, operationKey } from '@konduct/openapi/strict/security';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';

const reason = 'Callers who were let in before are refused without other credentials.';

/** The rule of changes that oasdiff has none for, such as another header for the same API key. */
export const ownRule = 'api-security-asks-for-more';

/** Which rules tell of the requirements of an operation, and which of those of the whole document. */
const ofOperation = /^api-security-(?:added|removed|scope-added)$/;
const ofDocument = /^api-global-security-(?:added|removed|scope-added)$/;

/**
 * The changes with their levels by what `security` asks of callers. To oasdiff every change of it is harmless; where an
 * operation lets in fewer callers than before, it is breaking.
 */
export function withSecurityLevels(
  changes: readonly ApiChange[],
  before: StrictDocument,
  after: StrictDocument,
): readonly ApiChange[] {
  const narrowed = narrowedOperations(before.strict, after.strict);
  if (narrowed.length === 0) return changes;
  const blamed = new Set<ApiChange>();
  const untold: ApiChange[] = [];
  const global = toBlame(changes.filter(({ rule = '' }) => ofDocument.test(rule)));
  for (const { operation, inherits } of narrowed) {
    const key = operationKey(operation);
    const own = changes.filter(
      (change) => ofOperation.test(change.rule ?? '') && operationKey(change.operation ?? '') === key,
    );
    const found = own.length > 0 ? toBlame(own) : inherits ? global : [];
    for (const change of found) blamed.add(change);
    if (found.length === 0) {
      const text = 'the `security` of the operation asks callers for more than before';
      untold.push({ level: 'breaking', operation, text, rule: ownRule, reason });
    }
  }
  const judged = changes.map((change) =>
    blamed.has(change) ? { ...change, level: 'breaking' as const, reason: change.reason ?? reason } : change,
  );
  return [...judged, ...untold];
}

/** An alternative that is gone shuts callers out; one that is new does so only where none was asked for. */
function toBlame(changes: readonly ApiChange[]): readonly ApiChange[] {
  const narrowing = changes.filter(({ rule = '' }) => !rule.endsWith('-added') || rule.endsWith('-scope-added'));
  return narrowing.length > 0 ? narrowing : changes;
}
