import { expect, test } from 'vitest';
import { graphOf, hostileText, planOf, sampleChange, samplePlan } from '../sample-report.ts';
import { graphMarkdown, subgraphs } from './graph.ts';

test('one part for the organization and one for each environment, with what they come after', () => {
  const role = sampleChange({
    address: 'kong-air/dev/role',
    kind: 'TeamRole',
    name: 'Admin',
    dependsOn: ['kong-air/passenger-services/teams', 'kong-air/dev/portal'],
  });
  const [team, portal] = samplePlan([]).changes;
  const parts = subgraphs(graphOf(planOf([...(team && portal ? [team, portal] : []), role])));
  expect(parts.map(({ environment }) => environment)).toEqual([undefined, 'dev']);
  expect(parts.map(graphMarkdown)[1]).toBe(
    [
      '```mermaid',
      'graph LR',
      '  n0["Team<br/>passenger-services"]:::outside',
      '  n1["Portal<br/>dev"]',
      '  n2["TeamRole<br/>Admin"]',
      '  n0 --> n2',
      '  n1 --> n2',
      '  classDef outside stroke-dasharray:4',
      '```',
    ].join('\n'),
  );
});

test('more than a hundred nodes become a table of kinds', () => {
  const services = Array.from({ length: 40 }, (_, index) => `service-${index}`);
  const [, dev] = subgraphs(graphOf(samplePlan(services)));
  expect(dev && graphMarkdown(dev)).toBe(
    [
      '| Kind | Resources | After |',
      '| :-- | --: | --: |',
      '| `Portal` | 1 |  |',
      '| `API` | 40 |  |',
      '| `APIPublication` | 40 | `API`, `Portal` |',
      '| `APIImplementation` | 40 | `API` |',
    ].join('\n'),
  );
});

test('a name cannot leave its label', () => {
  const [part] = subgraphs(graphOf(planOf([sampleChange({ name: `x"]; click n0 ${hostileText}` })])));
  const [, , node] = (part ? graphMarkdown(part) : '').split('\n');
  expect(node).toMatch(/^ {2}n0\["Portal<br\/>[\p{L}\p{N} ._/#;…-]*"\]$/u);
});
