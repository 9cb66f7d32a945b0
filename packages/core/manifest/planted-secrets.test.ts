import { expect, test } from 'vitest';
import { plantedSecrets } from './planted-secrets.ts';

const random = 'Zr7Qw2Xy9LmN4vB6';
const platform = {
  path: 'platform.yaml',
  text: 'platform: { name: acme-4711-x9 }\norganizations:\n  Kong4711Air2Lines9: {}\n',
};
const teams = (text: string) => ({ path: 'teams.yaml', text });

test('no name of a manifest is hidden, whatever a link is called', () => {
  const link = 'https://wiki.example.com/?token=Kong4711Air2Lines9&key=acme-4711-x9&sig=acme-4711&auth=team-99x9x9';
  const description = `teams:\n  team-99x9x9:\n    description: ${link}\n    users: [ a1b2c3d4@example.com ]\n`;
  expect(plantedSecrets([platform, teams(description)])).toEqual([]);
  const others = `${description}    services:\n      x: { git: { remote: "https://a1b2c3d4:acme-4711-x9@h.example/x.git" } }\n`;
  expect(plantedSecrets([platform, teams(others)])).toEqual([]);
});

test('what is written as a remote, and not what a text calls one, is looked at as a remote', () => {
  const address = 'https://somebody:password1@host.example/a.git';
  const remote = `teams: { a: { services: { x: { git: { remote: "${address}" } } } } }`;
  expect(plantedSecrets([platform, teams(remote)])).toEqual(['password1']);
  expect(plantedSecrets([platform, teams(`- remote:\n    >-\n    ${address}\n`)])).toEqual(['password1']);
  expect(plantedSecrets([teams(`remote: ${address}\n\tno: [yaml`)])).toEqual(['password1']);
  expect(plantedSecrets([platform, teams(`description: |\n  See\n  remote: ${address}\n`)])).toEqual([]);
});

test('a token and what looks like a secret are hidden, and once', () => {
  const text = `description: https://docs.example/?x=${random} and https://docs.example/#${random}\nkpat_${random}: 1\n`;
  expect(plantedSecrets([teams(text)])).toEqual([`kpat_${random}`, random]);
  expect(plantedSecrets([teams(`kpat_${random}: 1\nkpat_${random}: 2\n`)])).toEqual([`kpat_${random}`]);
});
