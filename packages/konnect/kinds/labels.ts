import { digestLabel } from '@konduct/core/provider/ownership';
import type { Labels, Update, Write } from '@konduct/core/provider/provider';

/** All labels of the object after the write, with the digest; undefined for kinds without labels. */
export function wantedLabels(write: Write): Labels | undefined {
  if (!write.labels) return undefined;
  return write.digest === undefined ? write.labels : { ...write.labels, [digestLabel]: write.digest };
}

/**
 * The labels for a PATCH that merges (Konnect API contract 3.15.0, `LabelsUpdate`): only the differences, with null for
 * a removed label. Undefined without differences.
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

/** The labels for a PATCH that replaces (control planes): all of them. Undefined without differences. */
export function replacedLabels(update: Update): Labels | undefined {
  return mergedLabels(update) ? wantedLabels(update) : undefined;
}
