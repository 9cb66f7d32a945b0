import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';

/** Whether a configuration may have a target twice, by its text alone: most have none and need not be parsed. */
function mayRepeatTargets(text: string): boolean {
  const targets = text.match(/^\s+(?:- )?target: .*$/gm) ?? [];
  return new Set(targets.map((line) => line.replace(/^[\s-]+/, ''))).size < targets.length;
}

/**
 * The patch that leaves one of several equal targets of an upstream; undefined where there are none. decK makes a
 * target of each server of a document, so that `https://a.example/v1` and `https://a.example/v2` become the same one
 * twice, which decK refuses in the middle of a sync.
 *
 * @param converted decK's configuration of a service
 */
export function equalTargetsPatch(converted: string): string | undefined {
  if (!mayRepeatTargets(converted)) return undefined;
  const { value } = parseYaml({ path: '', text: converted });
  const upstreams = isRecord(value) && Array.isArray(value.upstreams) ? value.upstreams : [];
  const distinct = upstreams.map((upstream: unknown) =>
    isRecord(upstream) && Array.isArray(upstream.targets)
      ? { ...upstream, targets: withoutRepeated(upstream.targets) }
      : upstream,
  );
  if (sameValue(distinct, upstreams)) return undefined;
  return JSON.stringify({
    _format_version: '1.0',
    patches: [{ selectors: ['$'], values: { upstreams: distinct } }],
  });
}

function withoutRepeated(targets: readonly unknown[]): unknown[] {
  return targets.filter((target, index) => targets.findIndex((other) => sameValue(other, target)) === index);
}
