import { api } from '@konduct/konnect/kinds/api';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { decisionOf, objectOf, observationOf } from '../plan/decision.fixture.ts';
import type { Labels } from '../provider/provider.ts';
import { type AdoptMode, adoptionProblem } from './adoption.ts';
import { koctlFindings } from './koctl.ts';

const owners = new Set(['acme']);
const ours: Labels = { 'konduct-owner': 'acme' };
const marked: Labels = { 'ko-konnect-orchestrator': 'true' };

describe('koctl still writes', () => {
  /** The objects of a kind that the decisions are about, by their labels, and others in the same list. */
  function found(kind: Kind, about: readonly Labels[], beside: readonly Labels[] = []) {
    const decisions = about.map((labels, index) =>
      decisionOf(kind, `acme/${index}`, {}, { observed: objectOf({}, labels) }),
    );
    const others = beside.map((labels) => objectOf({}, labels));
    const observation = observationOf([kind, ...decisions.flatMap(({ observed }) => observed ?? []), ...others]);
    return koctlFindings('acme', decisions, observation, owners).map(({ message }) => message);
  }
  const message = (names: string) => `koctl still writes to acme, and takes labels away and sets fields back: ${names}`;

  test.each<[string, Kind, readonly Labels[], readonly Labels[], string[]]>([
    ['if an object of ours has its mark', api, [{ ...ours, ...marked }], [], [message('API 0')]],
    ['if an object with its mark lost our labels among objects of ours', api, [marked], [ours], [message('API 0')]],
    ['each of them is named, once', api, [{ ...ours, ...marked }, marked, ours], [], [message('API 0; API 1')]],
    ['not if nothing beside its objects is ours', api, [marked], [{}], []],
    ['not if what is beside them belongs to another platform', api, [marked], [{ 'konduct-owner': 'globex' }], []],
    ['not if nothing has its mark', portal, [ours, {}], [ours], []],
    ['not for kinds that it does not mark', controlPlane, [{ ...ours, ...marked }], [], []],
  ])('%s', (_, kind, about, beside, messages) => {
    expect(found(kind, about, beside)).toEqual(messages);
  });

  test('is a warning at the first of them, and what does not exist is no sign', () => {
    const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const observed = objectOf({}, { ...ours, ...marked });
    const decisions = [
      decisionOf(api, 'acme/new', { action: 'create' }),
      decisionOf(api, 'acme/x', { place }, { observed }),
    ];
    expect(koctlFindings('acme', decisions, observationOf(), owners)).toMatchObject([
      { code: 'koctl-writes', severity: 'warning', at: place },
    ]);
  });

  test('is not concluded from a list that was not read', () => {
    const decisions = [decisionOf(api, 'acme/x', {}, { observed: objectOf({}, marked) })];
    expect(koctlFindings('acme', decisions, observationOf(), owners)).toEqual([]);
  });
});

test.each<[string, AdoptMode, Kind, Labels, string | undefined]>([
  ['everything', 'by-name', api, {}, undefined],
  ['nothing', 'none', api, marked, 'it exists and is not managed from here'],
  ['what koctl made', 'koctl', api, marked, undefined],
  ['not what others made, where koctl marks its own', 'koctl', api, {}, 'it exists and koctl did not make it'],
  ['of kinds that koctl does not mark, everything', 'koctl', controlPlane, {}, undefined],
])('adoption of %s (%s)', (_, mode, kind, labels, reason) => {
  expect(adoptionProblem(kind, objectOf({}, labels), mode)?.reason).toBe(reason);
});
