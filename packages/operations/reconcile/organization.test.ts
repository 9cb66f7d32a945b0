import type { Progress } from '@konduct/core/apply/result';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Provider } from '@konduct/core/provider/provider';
import { inProcessTransport } from '@konduct/konnect/in-process';
import { konnectProvider } from '@konduct/konnect/provider';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { describe, expect, test } from 'vitest';
import { type Configuration, configure } from '../configuration.ts';
import { folder, smallPlatform } from '../folder.fixture.ts';
import { optionsFor } from '../options.fixture.ts';
import { reconcileOrganization } from './organization.ts';
import type { OrganizationOptions } from './settings.ts';

const refused = new UserError([{ severity: 'error', code: 'konnect-forbidden', message: 'no' }]);

/** A small platform, and an empty Konnect in this process. */
function scene() {
  const configuration = configure(optionsFor(folder(smallPlatform)), false, () => {});
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({ transport, contents: configuration.documents.contents });
  return { configuration, provider };
}

async function run(
  { organizations: [organization], documents }: Configuration,
  provider: Provider,
  more: Partial<OrganizationOptions> = {},
  signal = new AbortController().signal,
) {
  if (!organization) throw new Error('no organization');
  const events: Progress['event'][] = [];
  const runContext = {
    environment: {},
    maskSecret: () => {},
    onProgress: ({ event }: Progress) => events.push(event),
    signal,
  };
  const options = { mode: 'apply', adopt: 'by-name', concurrency: 4, environments: [], patience: 0, ...more } as const;
  return { report: await reconcileOrganization(organization, documents, { provider }, options, runContext), events };
}

test('a plan changes nothing', async () => {
  const { configuration, provider } = scene();
  const { report, events } = await run(configuration, provider, { mode: 'plan' });
  expect(report).toMatchObject({ organization: 'acme', plan: { summary: { create: 6, waiting: 1 } }, diagnostics: [] });
  expect(report).not.toHaveProperty('results');
  expect(report).not.toHaveProperty('failureReason');
  expect(events).toEqual(['observed', 'planned']);
  expect((await run(configuration, provider, { mode: 'plan' })).report.plan).toEqual(report.plan);
});

test('an apply carries it out and looks again, and a second one has nothing to do', async () => {
  const { configuration, provider } = scene();
  const { report, events } = await run(configuration, provider);
  expect(report.results?.map(({ outcome }) => outcome)).toEqual([...Array(6).fill('applied'), 'waiting']);
  expect(report.verification).toMatchObject({ ok: true, summary: { none: 6, waiting: 1 } });
  // The reason is the one after the apply: the control plane exists.
  expect(report.results?.at(-1)?.reason).toBe('a gateway service tagged ko-api-name=bookings-dev');
  expect([events[0], events[1], events.at(-1)]).toEqual(['observed', 'planned', 'verifying']);
  expect(events.filter((event) => event === 'finished')).toHaveLength(6);

  const again = await run(configuration, provider);
  expect(again.report).toMatchObject({ results: [], plan: { summary: { create: 0, none: 6 } } });
  expect(again.report).not.toHaveProperty('verification');
  expect(again.events).toEqual(['observed', 'planned']);
});

describe('what a person can mend ends in the report', () => {
  test('when Konnect cannot be read', async () => {
    const { configuration, provider } = scene();
    const closed: Provider = { ...provider, list: () => Promise.reject(refused) };
    expect((await run(configuration, closed)).report).toEqual({
      organization: 'acme',
      diagnostics: refused.diagnostics,
      failureReason: 'konnect-error',
    });
  });

  test('when it cannot be read again, with what was applied', async () => {
    const { configuration, provider } = scene();
    let isWritten = false;
    const closing: Provider = {
      ...provider,
      list: (collection) => (isWritten ? Promise.reject(refused) : provider.list(collection)),
      create: (write) => {
        isWritten = true;
        return provider.create(write);
      },
    };
    const { report } = await run(configuration, closing);
    expect(report).toMatchObject({ failureReason: 'verification-failed', diagnostics: refused.diagnostics });
    expect(report.results?.filter(({ outcome }) => outcome === 'applied')).toHaveLength(6);
  });

  test('when a change is refused: the rest is applied', async () => {
    const { configuration, provider } = scene();
    const picky: Provider = {
      ...provider,
      create: (write) => (write.kind.name === 'Portal' ? Promise.reject(refused) : provider.create(write)),
    };
    const { report } = await run(configuration, picky);
    expect(report).toMatchObject({ failureReason: 'partly-applied', verification: { ok: true } });
    expect(report.results?.map(({ outcome, kind }) => `${outcome} ${kind}`)).toEqual([
      'applied Team',
      'failed Portal',
      'applied ControlPlane',
      'skipped TeamRole',
      'applied API',
      'skipped APIPublication',
      'waiting APIImplementation',
    ]);
  });
});

test('a run that is stopped says what was done and does not look again', async () => {
  const { configuration, provider } = scene();
  const controller = new AbortController();
  const stopping: Provider = {
    ...provider,
    create: async (write) => {
      const outcome = await provider.create(write);
      controller.abort();
      return outcome;
    },
  };
  const { report, events } = await run(configuration, stopping, { concurrency: 1 }, controller.signal);
  expect(report.failureReason).toBe('partly-applied');
  expect(report.results?.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
  expect(events).not.toContain('verifying');
});

test('a defect is not reported but thrown', async () => {
  const { configuration, provider } = scene();
  const broken: Provider = { ...provider, list: () => Promise.reject(new TypeError('a defect')) };
  await expect(run(configuration, broken)).rejects.toThrow('a defect');
});
