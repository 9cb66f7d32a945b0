import type { ObservedObject, Removal, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../transport.ts';
import type { KonnectKind, Step } from './kind.ts';

export const ownLabels = { 'konduct-owner': 'acme', 'konduct-address': 'acme-dev' };

/** A write of a kind, with Konduct's labels if the kind has labels. */
export function exampleWrite(kind: KonnectKind, desired: Write['desired'], more: Partial<Write> = {}): Write {
  const region = kind.scope === 'global' ? 'global' : 'eu';
  const labels = kind.ownership === 'labels' ? { labels: ownLabels } : {};
  return { kind, region, address: `acme/dev/${kind.name}`, desired, ...labels, ...more };
}

export function exampleUpdate(
  kind: KonnectKind,
  desired: Write['desired'],
  observed: ObservedObject,
  changed: readonly string[],
  more: Partial<Write> = {},
): Update {
  return { ...exampleWrite(kind, desired, more), observed, changed };
}

export function exampleRemoval(kind: KonnectKind, observed: ObservedObject): Removal {
  const { region, address } = exampleWrite(kind, {});
  return { kind, region, address, observed, force: true };
}

/**
 * The requests of a write, as `METHOD scope path?query` and body. `answers` are the bodies of the answers to its steps.
 */
export function requestsOf(steps: readonly Step[] | undefined, answers: readonly unknown[] = []): unknown[] {
  return (steps ?? []).map((step, index) => shown(step.request(answers.slice(0, index))));
}

function shown({ method, scope, path, query, body }: KonnectRequest): unknown {
  const line = `${method} ${scope} ${path}${query ? `?${new URLSearchParams(query)}` : ''}`;
  return body === undefined ? [line] : [line, body];
}
