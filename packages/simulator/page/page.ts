import { counted, diagramOf } from './diagram.ts';
import { html, type Insert, type Markup } from './html.ts';
import type {
  ApiOverview,
  GatewayOverview,
  OrganizationOverview,
  PortalOverview,
  RegionOverview,
  TeamOverview,
} from './overview.ts';
import { style } from './style.ts';

/** What the page is about. */
export interface PageSubject {
  readonly organizations: readonly OrganizationOverview[];
  /** Requests since the start. */
  readonly calls: number;
  readonly writes: number;
  /** The address that clients are given, with `{region}`. */
  readonly konnectUrl: string;
}

/** How many rows a table has at most. */
export const mostRows = 500;

/** The simulator's page for people: one HTML document without scripts and without anything from elsewhere. */
export function pageOf(subject: PageSubject): string {
  const { organizations, calls, writes } = subject;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Konduct simulator</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>A Konnect on this machine</h1>
<p class="soft">What Konduct’s simulator holds now. Reload the page to see what changed.</p>
${organizations.length > 0 && figuresOf(organizations, writes)}
</header>
<main>
${organizations.length === 0 ? empty(subject) : organizations.map(organizationPart)}
</main>
<footer>${counted(calls, 'request')} so far, ${counted(writes, 'write')} among them. The same as JSON: <code>/__simulator/state</code>, <code>/__simulator/log</code>.</footer>
</body>
</html>
`;
  return document.text;
}

function empty({ konnectUrl }: PageSubject): Markup {
  return html`<h2>Nothing is here yet</h2>
<div class="card"><p>Any token that begins with <code>kpat_</code> is an organization of its own, empty at first. From a platform repository whose manifests read the token from <code>KONNECT_TOKEN</code>:</p>
<pre><code>KONNECT_TOKEN=kpat_demo konduct apply --konnect-url '${konnectUrl}'</code></pre></div>`;
}

function figuresOf(organizations: readonly OrganizationOverview[], writes: number): Markup {
  const regions = organizations.flatMap((organization) => organization.regions);
  const sum = (count: (region: RegionOverview) => number) => regions.reduce((total, one) => total + count(one), 0);
  const teams = organizations.reduce((total, organization) => total + organization.teams.length, 0);
  const figures: readonly (readonly [number, string])[] = [
    [teams, 'teams'],
    [sum(({ gateways }) => gateways.length), 'gateways'],
    [sum(({ gateways }) => gateways.reduce((total, { routes }) => total + routes, 0)), 'routes'],
    [sum(({ apis }) => apis.length), 'APIs'],
    [sum(({ portals }) => portals.length), 'portals'],
    [writes, 'writes'],
  ];
  return html`<ul class="figures">${figures.map(([count, what]) => html`<li><b>${count}</b>${what}</li>`)}</ul>`;
}

function organizationPart({ name, teams, regions }: OrganizationOverview): Markup {
  return html`<section>
${regions.map(
  (region) => html`<h2>${name}<span class="region">${region.region}</span></h2>
<div class="card">${diagramOf(teams, region)}
<div class="legend"><span><span class="tag open">public</span> everybody sees it</span><span><span class="tag closed">private</span> after a login</span><span>Point at a box to see its links alone.</span></div></div>
${apiTable(region.apis)}
${gatewayTable(region.gateways)}
${portalTable(region.portals)}`,
)}
${regions.length === 0 && html`<h2>${name}</h2>`}
${teamTable(teams)}
</section>`;
}

function apiTable(apis: readonly ApiOverview[]): Markup | undefined {
  return table('APIs', ['API', 'Version', 'Served by', 'Published in'], apis, (api) => [
    api.name,
    api.version,
    list(
      api.implementations.map(({ name, service }) => (service === undefined ? name : html`${service} on ${name}`)),
      'no gateway yet',
    ),
    list(
      api.publications.map(({ name, isPublic }) => html`${name} ${visibility(isPublic)}`),
      'no portal',
    ),
  ]);
}

function gatewayTable(gateways: readonly GatewayOverview[]): Markup | undefined {
  const heads = ['Gateway', 'Services', 'Routes', 'Plugins', 'Consumers'];
  return table('Gateways', heads, gateways, ({ name, services, routes, plugins, consumers }) => [
    name,
    list(
      services.map(
        (service) => html`${service.name} → <code>${service.target}</code>, ${counted(service.routes, 'route')}`,
      ),
      'nothing is synced yet',
    ),
    routes,
    plugins,
    consumers,
  ]);
}

function portalTable(portals: readonly PortalOverview[]): Markup | undefined {
  return table('Portals', ['Portal', 'Title', 'Who sees it', 'APIs'], portals, ({ name, title, isPrivate, apis }) => [
    name,
    title,
    html`<span class="tag ${isPrivate ? 'closed' : 'open'}">${isPrivate ? 'with login' : 'everybody'}</span>`,
    apis,
  ]);
}

function teamTable(teams: readonly TeamOverview[]): Markup | undefined {
  return table('Teams', ['Team', 'People', 'Roles'], teams, ({ name, members, roles }) => [
    name,
    list(members, 'nobody'),
    list(
      roles.map((role) => html`<b>${role.role}</b> on ${role.name} <span class="soft">${role.region}</span>`),
      'none',
    ),
  ]);
}

function visibility(isPublic: boolean): Markup {
  return html`<span class="tag ${isPublic ? 'open' : 'closed'}">${isPublic ? 'public' : 'private'}</span>`;
}

function list(items: readonly Insert[], none: string): Markup {
  if (items.length === 0) return html`<span class="soft">${none}</span>`;
  return html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** Nothing for no rows. */
function table<T>(
  title: string,
  heads: readonly string[],
  all: readonly T[],
  cells: (one: T) => readonly Insert[],
): Markup | undefined {
  if (all.length === 0) return undefined;
  const rows = all.slice(0, mostRows).map(cells);
  const isNumber = (column: number) => typeof rows[0]?.[column] === 'number';
  return html`<div class="card"><h3>${title}</h3><table><thead><tr>${heads.map((head, column) => html`<th scope="col"${isNumber(column) && html` class="number"`}>${head}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td${isNumber(column) && html` class="number"`}>${cell}</td>`)}</tr>\n`)}</tbody></table>
${all.length > rows.length && html`<p class="soft">and ${all.length - rows.length} more</p>`}</div>`;
}
