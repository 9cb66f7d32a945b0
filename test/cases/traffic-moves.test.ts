import { deckRenderer } from '@konduct/operations/deck/renderer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deckPath, startDeck } from '../deck-sync/deck-run.ts';
import { manifests, smallPlatform } from '../stage/small-platform.ts';
import { StageWorld } from '../stage/world.ts';

// What gateways do with a change of the manifest or of a directive, in the text of the pull request. With the real decK.

let world: StageWorld;

beforeAll(async () => {
  world = await StageWorld.create();
});

afterAll(() => world.close());

const api = (directive = '') =>
  `openapi: 3.0.3\ninfo: {title: Flights, version: "1"}\nservers: [{url: "https://a.example"}]\n${directive}paths:\n  /a: {get: {responses: {"200": {description: ok}}}}\n`;

test.skipIf(deckPath === undefined)('a changed upstream moves traffic, and so does a directive', async () => {
  const { repository, services } = smallPlatform(world, ['flights']);
  const flights = repository('flights');
  const remote = services.flights?.remote ?? '';
  const declare = (more: string) => world.commitPlatform(manifests({ flights: { remote, more } }));
  const { deck, end } = startDeck();
  const stage = () => world.stage({ environments: ['dev'] }, { renderer: deckRenderer(deck) });
  const bodyOf = () => [...world.github.pulls.values()].at(-1)?.body ?? '';
  try {
    flights.commit('dev', { 'openapi.yaml': api() });
    await stage();
    expect(bodyOf()).not.toContain('Traffic moves');
    world.merge('dev');

    declare('upstream: https://b.example/v1');
    await stage();
    expect(bodyOf()).toContain('🚦 **Traffic moves**: gateways send the requests of 1 API to other addresses.');
    expect(bodyOf()).toContain('- `air/flights` (air): `https://a.example` → `https://b.example/v1`');
    // A second run takes the rendering from the branch, and says the same.
    const body = bodyOf();
    await stage();
    expect(bodyOf()).toBe(body);
    world.merge('dev');

    // The servers of the document do not count any more.
    flights.commit('dev', { 'openapi.yaml': api().replace('a.example', 'c.example') });
    await stage();
    expect(bodyOf()).not.toContain('Traffic moves');
    world.merge('dev');

    declare('');
    flights.commit('dev', { 'openapi.yaml': api('x-kong-service-defaults: {host: d.example}\n') });
    const report = await stage();
    expect(report.services[0]?.traffic).toEqual({ from: ['https://b.example/v1'], to: ['https://d.example'] });
  } finally {
    end();
  }
});
