import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { expect, test } from 'vitest';
import { kindsPage } from './kinds.ts';

const sections = new Map(
  kindsPage()
    .text.split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0], section]),
);
const cases = konnectKinds.map((kind) => [kind.name, kind] as const);
const facts = [
  ...['Where', 'Whose', 'Deleting', 'Goes with it', 'Cannot be undone', 'Roles', 'Konnect’s API', 'Assumed'],
];

test.each(cases)('the page tells all that is known of %s', (name, kind) => {
  const section = sections.get(name) ?? '';
  const told = [...section.matchAll(/^- \*\*(.+?):\*\* \S.*\.$/gm)].map(([, fact]) => fact);
  expect(told).toEqual(facts);
  expect(section).not.toMatch(/undefined|\[object|NaN/);
  for (const { description } of Object.values(kind.fields))
    expect(section).toContain(description.replaceAll('|', '\\|'));
  for (const field of Object.keys(kind.computed)) expect(section).toContain(`\`${field}\``);
  for (const { name: role, on, reason } of Object.values(kind.roles))
    expect(section).toContain(`${role} on ${on}, since ${reason}`);
  if (kind.contract !== 'none')
    for (const path of kind.contract.paths)
      expect(section).toMatch(new RegExp(`contract ${kind.contract.version}, .*${path.replaceAll(/[{}]/g, '.')}`));
  for (const sentence of kind.assumed) expect(section).toContain(sentence);
});
