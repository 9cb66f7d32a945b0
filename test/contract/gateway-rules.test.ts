import { contractRules } from '@konduct/deck/render/entity-rules';
import { describe, expect, test } from 'vitest';
import { CONTRACT_FILES, hasContract, isNode, type Node, readDocument } from './document.ts';

const base = '/v2/control-planes/{controlPlaneId}/core-entities';
const paths = {
  service: `${base}/services`,
  route: `${base}/routes`,
  upstream: `${base}/upstreams`,
  target: `${base}/upstreams/{UpstreamIdForTarget}/targets`,
} as const;

describe.skipIf(!hasContract('the comparison of rules for gateway entities'))('rules for gateway entities', () => {
  const [file = ''] = CONTRACT_FILES;

  test.each(Object.keys(paths) as (keyof typeof paths)[])('those of a %s are those of the contract', (kind) => {
    const document = readDocument(file);
    const body = at(document, ['paths', paths[kind], 'post', 'requestBody', 'content', 'application/json', 'schema']);
    const { oneOf } = body;
    const schema = Array.isArray(oneOf) ? at(document, [], oneOf[0]) : body;
    const rules = Object.entries(contractRules[kind]);
    expect(rules.length).toBeGreaterThan(0);
    for (const [field, rule] of rules) {
      const property = at(document, ['properties', field], schema);
      const { enum: words, minimum, maximum } = isNode(property.items) ? property.items : property;
      const ours = 'words' in rule ? { words: new Set(rule.words) } : rule;
      const theirs = Array.isArray(words)
        ? { words: new Set(words.filter((word) => word !== null)) }
        : { min: minimum, max: maximum };
      expect([field, ours]).toEqual([field, theirs]);
    }
  });

  /** The node behind a path of keys; references are followed. */
  function at(document: Node, keys: readonly string[], start: unknown = document): Node {
    let node = start;
    for (const key of ['', ...keys]) {
      if (key !== '' && isNode(node)) node = node[key];
      if (isNode(node) && typeof node.$ref === 'string') node = at(document, node.$ref.split('/').slice(1));
    }
    if (!isNode(node)) throw new Error(`${keys.join('/')} is not in the contract`);
    return node;
  }
});
