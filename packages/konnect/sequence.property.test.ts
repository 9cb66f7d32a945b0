import { nodeAt } from '@konduct/core/graph/node.fixture';
import { applyNodes, linesOfNodes, planOfNodes } from '@konduct/core/plan/made-up.fixture';
import { contentHandle } from '@konduct/core/provider/content';
import { isRecord } from '@konduct/core/value/record';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inProcessTransport } from './in-process.ts';
import { portalPage } from './kinds/portal-page.ts';
import { konnectProvider } from './provider.ts';

const page = '# A page\n';
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

interface Start {
  /** Pages that exist, in the order in which they were made. */
  readonly there: readonly string[];
  /** Pages that are declared, in the order of their places, and whether everybody sees them. */
  readonly declared: readonly { readonly slug: string; readonly visibility: 'public' | 'private' }[];
  /** The order in which the manifest has them. */
  readonly order: readonly number[];
  /** The page that all others are below, instead of the top. */
  readonly isBelow: boolean;
}

const starts: fc.Arbitrary<Start> = fc.record({
  there: fc.shuffledSubarray(names),
  declared: fc
    .shuffledSubarray(names)
    .chain((slugs) =>
      fc.tuple(...slugs.map((slug) => fc.record({ slug: fc.constant(slug), visibility: visibilities }))),
    ),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
  isBelow: fc.boolean(),
});
const visibilities = fc.constantFrom('public' as const, 'private' as const);

async function konnectWith({ there, isBelow }: Start) {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const post = async (path: string, body: object): Promise<string> => {
    const answer = await transport.send({ method: 'POST', scope: 'eu', path, body });
    if (!isRecord(answer.body) || typeof answer.body.id !== 'string')
      throw new Error(`POST ${path}: ${JSON.stringify(answer)}`);
    return answer.body.id;
  };
  const portal = await post('/v3/portals', { name: 'dev' });
  const pages = `/v3/portals/${portal}/pages`;
  const above = isBelow ? await post(pages, { slug: 'above', content: page }) : null;
  for (const slug of there) await post(pages, { slug, content: page, parent_page_id: above, visibility: 'private' });
  const contents = new Map([[contentHandle(page).digest, page]]);
  const provider = konnectProvider({ transport, contents, retry: { attempts: 1, settle: 0 } });
  return { portal, above, provider };
}

test('declared pages get their places, whatever the order in Konnect was, and then nothing is left', async () => {
  const run = async (start: Start) => {
    const { portal, above, provider } = await konnectWith(start);
    const nodes = start.order.flatMap((index) => {
      const one = start.declared[index];
      if (!one) return [];
      const given = { portal_id: portal, parent_page_id: above, content: contentHandle(page), index, ...one };
      return [nodeAt(`acme/${one.slug}`, portalPage, given)];
    });
    const results = await applyNodes(nodes, await planOfNodes(nodes, provider), provider);
    expect(results.filter(({ outcome }) => outcome !== 'applied')).toEqual([]);
    const shown = await provider.list({ kind: portalPage, region: 'eu', parents: { portal_id: portal } });
    const siblings = shown.filter(({ fields }) => (fields.parent_page_id ?? null) === above && fields.slug !== 'above');
    expect(siblings.slice(0, start.declared.length).map(({ fields }) => fields.slug)).toEqual(
      start.declared.map(({ slug }) => slug),
    );

    expect(linesOfNodes(await planOfNodes(nodes, provider))).toEqual([]);
  };
  await fc.assert(fc.asyncProperty(starts, run), { numRuns: 150 });
});
