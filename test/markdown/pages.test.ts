import { commentLimit, summaryLimit } from '@konduct/core/report/markdown/fit';
import { renderOrganization } from '@konduct/core/report/markdown/organization';
import { renderMarkdown } from '@konduct/core/report/markdown/run';
import { renderStageMarkdown } from '@konduct/core/report/markdown/stage';
import { renderStaging } from '@konduct/core/report/markdown/staging';
import {
  everything,
  organizationOf,
  planOf,
  resultsOf,
  runOf,
  sampleBlocked,
  sampleDeletions,
  sampleDiagnostic,
  sampleOrphans,
  samplePlan,
} from '@konduct/core/report/sample-report';
import { sampleEnvironment, sampleService, sampleStaging } from '@konduct/core/report/sample-staging';
import { environmentComments } from '@konduct/operations/deck/markdown';
import { renderDeckMarkdown } from '@konduct/operations/deck/page';
import { makeDeckReport } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { hostileTexts, referencesIn } from './references.ts';
import { readHtml, renderers } from './rendered.ts';

const links = { repository: 'https://github.com/kong-air/platform', commit: 'abc' };
const options = { limit: summaryLimit, links };

/** Keys with values from a fixed set, from git, or from GitHub's answers. */
const ours = new Set(
  ['severity', 'code', 'action', 'outcome', 'effect', 'mode', 'level', 'type', 'stays', 'url', 'kind'].concat([
    'failureReason',
    'id',
    'commit',
    'dependsOn',
    'otherFiles',
  ]),
);

/** Returns the next hostile text in turn. */
type Next = () => string;

function texts(first: number): Next {
  const all = Object.values(hostileTexts);
  let at = first;
  return () => all[at++ % all.length] ?? '';
}

/** The value with hostile text in every text, except under the keys in `ours`. */
function spoiled<T>(value: T, hostile: Next): T {
  const inside = (inner: unknown, key: string): unknown => {
    if (Array.isArray(inner)) return ours.has(key) ? inner : inner.map((item) => inside(item, key));
    if (typeof inner === 'string') return ours.has(key) ? inner : `${inner} ${hostile()}`;
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, inside(member, name)]));
  };
  // The types stay valid: only free texts differ.
  return inside(value, '') as T;
}

const orphans = sampleOrphans.map((orphan) => ({ ...orphan, commit: { id: '9f1c2d3e4b5a', subject: 'Retire' } }));
const plan = planOf([...samplePlan().changes, ...sampleDeletions, ...sampleBlocked], orphans);
const results = resultsOf(plan).map((result, index) =>
  index === 2 ? { ...result, outcome: 'failed' as const, diagnostic: sampleDiagnostic } : result,
);
const verification = { ok: false, summary: plan.summary, extent: everything, diagnostics: [sampleDiagnostic] };
const planned = organizationOf(plan, { diagnostics: [sampleDiagnostic], note: 'a note' });
const applied = organizationOf(plan, { results, verification });
const plane = {
  organization: 'kong-air',
  environment: 'dev',
  team: 'crew',
  region: 'eu',
  name: 'crew-dev',
  file: 'konnect/kong.yaml',
  outcome: 'failed' as const,
  diagnostics: [sampleDiagnostic],
  diff: {
    changes: [
      {
        action: 'update' as const,
        kind: 'route',
        name: 'a route',
        id: undefined,
        fields: [{ path: 'path', before: 'before', after: 'after' }],
      },
    ],
    summary: { creates: 0, takeovers: 0, updates: 1, deletes: 0 },
    warnings: ['a warning'],
  },
};
const changes = (['breaking', 'risky', 'harmless'] as const).map((level) => ({
  level,
  operation: 'GET /a',
  text: 'b',
}));
const services = [
  sampleService({ changes, diagnostics: [sampleDiagnostic] }),
  sampleService({ outcome: 'failed', service: 'b', diagnostics: [sampleDiagnostic] }),
];

/** Every page as Markdown, with hostile text in every place for people's text. */
const pages: Readonly<Record<string, (hostile: Next) => string>> = {
  'plan on a pull request': (hostile) =>
    renderOrganization(spoiled(planned, hostile), 'plan', { limit: commentLimit, links }),
  'summary of an apply': (hostile) =>
    renderMarkdown(spoiled(runOf([applied], { diagnostics: [sampleDiagnostic], exitCode: 5 }), hostile), options),
  'summary of a validation': (hostile) =>
    renderMarkdown(spoiled(runOf([planned], { mode: 'validate' }), hostile), options),
  'staging pull request': (hostile) =>
    renderStaging(
      `dev ${hostile()}`,
      spoiled(services, hostile),
      spoiled(sampleEnvironment({ diagnostics: [sampleDiagnostic] }), hostile),
      'https://github.com',
    ),
  'summary of a staging': (hostile) => {
    const report = sampleStaging({ diagnostics: [sampleDiagnostic] });
    return renderStageMarkdown(spoiled(report, hostile), options);
  },
  'summary of gateways': (hostile) =>
    renderDeckMarkdown(
      makeDeckReport({
        mode: 'diff',
        diagnostics: spoiled([sampleDiagnostic], hostile),
        controlPlanes: [spoiled(plane, hostile)],
        notes: [`a note ${hostile()}`],
      }),
      options,
    ),
  'comment on gateways': (hostile) =>
    environmentComments({ mode: 'diff', controlPlanes: [spoiled(plane, hostile)] }, { links })
      .map(({ markdown }) => markdown)
      .join('\n'),
};

/** Elements that reports use. */
const elements = new Set(
  'a b code details em h2 h3 hr li ol p pre strong sub summary table tbody td th thead tr ul'.split(' '),
);

describe.each(Object.entries(pages))('%s', (_, page) => {
  // With these offsets, every hostile text occurs in many places.
  test.each([0, 1, 2, 3, 5, 8, 13, 21])('hostile texts from number %i on', (first) => {
    const markdown = page(texts(first));
    for (const render of Object.values(renderers)) {
      const read = readHtml(render(markdown));
      expect(read.links.filter((link) => !link.startsWith('https://github.com/kong-air/'))).toEqual([]);
      expect(read.elements.filter((element) => !elements.has(element))).toEqual([]);
      expect(read.texts.filter((text) => referencesIn(text).length > 0)).toEqual([]);
    }
  });
});
