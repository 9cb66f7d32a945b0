import { digestLabel } from '@konduct/core/provider/ownership';
import type { Labels, Update, Write } from '@konduct/core/provider/provider';

/** Every label the object shall have in the end, the digest among them; undefined for kinds without labels. */
export function wantedLabels(write: Write): Labels | undefined {
  if (!write.labels) return undefined;
  return write.digest === undefined ? write.labels : { ...write.labels, [digestLabel]: write.digest };
}

/**
 * What a PATCH that merges must say (Konnect API contract 3.15.0, `LabelsUpdate`): only the differences, null for a
 * label that goes. Undefined when nothing differs.
 */
export function mergedLabels(update: Update): Readonly<Record<string, string | null>> | undefined {
  const wanted = wantedLabels(update);
  if (!wanted) return undefined;
  const { labels } = update.observed;
  const gone = Object.keys(labels).filter((name) => !Object.hasOwn(wanted, name));
  const different = Object.entries(wanted).filter(([name, value]) => labels[name] !== value);
  const pairs = [...gone.map((name) => [name, null] as const), ...different];
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

/** What a PATCH that replaces must say (control planes): the complete map, or undefined when nothing differs. */
export function replacedLabels(update: Update): Labels | undefined {
  return mergedLabels(update) ? wantedLabels(update) : undefined;
}
