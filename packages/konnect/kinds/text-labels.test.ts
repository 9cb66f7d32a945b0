import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { exampleUpdate, exampleWrite, ownLabels } from './example.fixture.ts';
import { changedBody, createBody } from './step.ts';
import { systemAccount } from './system-account.ts';
import { readTextLabels, writeTextLabels } from './text-labels.ts';

const digest = 'd'.repeat(32);
const trailer = '[konduct-owner=acme konduct-address=acme-dev]';

test('what is written is read again, whatever the text is', () => {
  const labels = fc.record({
    'konduct-owner': fc.constantFrom('acme', 'a.b-c_d'),
    'konduct-address': fc.constant('x-1'),
  });
  fc.assert(
    fc.property(fc.string(), labels, (text, given) => {
      fc.pre(readTextLabels(text).text === text);
      expect(readTextLabels(writeTextLabels(text, given))).toEqual({ text, labels: given });
    }),
  );
});

test.each([
  ['', {}, ''],
  ['Weekly [draft]', {}, 'Weekly [draft]'],
  [`Weekly ${trailer}`, ownLabels, 'Weekly'],
  [trailer, ownLabels, ''],
  [`Weekly${trailer}`, {}, `Weekly${trailer}`],
  [`Weekly ${trailer} and more`, {}, `Weekly ${trailer} and more`],
  ['Weekly [konduct-address=acme-dev]', {}, 'Weekly [konduct-address=acme-dev]'],
])('%j', (whole, labels, text) => {
  expect(readTextLabels(whole)).toEqual({ text, labels });
});

test('an object shows its text without the labels, and has them', () => {
  const object = decode(systemAccount, { id: '1', name: 'ci', description: `Deploys ${trailer}` });
  expect(object).toMatchObject({ fields: { description: 'Deploys' }, labels: ownLabels });
  expect(decode(systemAccount, { id: '1', name: 'ci', description: 'Deploys' }).labels).toEqual({});
});

test('a creation has all labels, with the digest, and no member of that name', () => {
  const write = exampleWrite(systemAccount, { name: 'ci', description: 'Deploys' }, { digest });
  expect(createBody(write, '')).toEqual({
    name: 'ci',
    description: `Deploys [konduct-owner=acme konduct-address=acme-dev konduct-digest=${digest}]`,
  });
});

test('an update writes the text where the text or the labels differ, and keeps it where no template says it', () => {
  const observed = { fields: { id: '1', name: 'ci', description: 'Deploys' }, labels: ownLabels };
  const renamed = exampleUpdate(systemAccount, { name: 'cd' }, observed, ['name']);
  expect(changedBody(renamed)).toEqual({ name: 'cd' });
  const told = exampleUpdate(systemAccount, { name: 'ci', description: 'Ships' }, observed, ['description']);
  expect(changedBody(told)).toEqual({ description: `Ships ${trailer}` });
  const adopted = exampleUpdate(systemAccount, { name: 'ci' }, { ...observed, labels: {} }, []);
  expect(changedBody(adopted)).toEqual({ description: `Deploys ${trailer}` });
  const released = exampleUpdate(systemAccount, {}, observed, [], { labels: {} });
  expect(changedBody(released)).toEqual({ description: 'Deploys' });
});
