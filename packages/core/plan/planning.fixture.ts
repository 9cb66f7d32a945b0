import { type ApplyInput, apply } from '../apply/apply.ts';
import type { Result } from '../apply/result.ts';
import { type Platform, platform } from '../blueprint/platform.fixture.ts';
import type { ResourceNode } from '../graph/node.ts';
import { type ObservedPlan, observedPlan, type PlanSettings } from '../policy/policed-plan.ts';
import type { Provider } from '../provider/provider.ts';
import type { Change } from './change.ts';

/** One team with two services, one of them staged, in one environment. */
export const smallManifest = `platform: {name: acme}
teams:
  flights:
    description: Team flights
    users: [ann@example.com]
    services:
      acme/bookings:
        name: bookings
        git: {remote: "https://github.com/acme/bookings.git"}
      acme/unstaged:
        name: prices
        git: {remote: "https://github.com/acme/prices.git"}
organizations:
  acme:
    access-token: {type: env, value: TOKEN}
    environments:
      dev: {type: DEV, region: eu}
`;

/** The blueprint of an organization, from the YAML of its resources. */
export function organizationOf(resources: string): { readonly organization: string } {
  return {
    organization: `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
${resources}
`,
  };
}

/** A platform with only the given resources. */
export function resources(yaml: string): Platform {
  const text = organizationOf(yaml).organization;
  // Without the built-in blueprints, which are not used here and take longer to read than all the rest.
  const made = platform(
    { path: 'manifest.yaml', text: smallManifest },
    [{ path: 'blueprints/organization.yaml', text }],
    [],
  );
  const [problem] = made.diagnostics;
  if (problem) throw new Error(problem.message);
  return made;
}

/** The settings for planning a platform, with the usual values. */
export function settingsOf({ graph, documents }: Platform, more: Partial<PlanSettings> = {}): PlanSettings {
  return { graph, documents, owner: 'acme', adopt: 'by-name', ...more };
}

export function plan(platform: Platform, provider: Provider, more: Partial<PlanSettings> = {}): Promise<ObservedPlan> {
  return observedPlan(settingsOf(platform, more), provider);
}

export function nodeOf({ graph }: Platform, address: string): ResourceNode {
  const node = graph.nodes.find((candidate) => candidate.address === address);
  if (!node) throw new Error(`there is no ${address}`);
  return node;
}

/** A change in one line: `update acme/dev/portal: display_name`. */
export function shownChange({ action, address, fields, reason }: Change): string {
  const paths = action === 'create' ? '' : fields.map(({ path }) => path).join(', ');
  return [`${action} ${address}`, ...(paths ? [paths] : []), ...(reason === undefined ? [] : [reason])].join(': ');
}

/** Plans a platform and carries the plan out. */
export async function planAndApply(
  platform: Platform,
  provider: Provider,
  more: Partial<ApplyInput> = {},
): Promise<readonly Result[]> {
  const planned = await plan(platform, provider);
  const { signal } = new AbortController();
  const { graph } = platform;
  return apply({ graph, planned, provider, concurrency: 4, signal, onProgress: () => {}, ...more });
}
