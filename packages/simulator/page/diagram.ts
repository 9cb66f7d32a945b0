import { html, type Markup } from './html.ts';
import type { RegionOverview, TeamOverview } from './overview.ts';

/** A box of the diagram. */
interface Box {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** An open portal is one that everybody sees. */
  readonly mark: 'open' | 'closed' | undefined;
}

/** A line between boxes of neighbouring columns. */
interface Line {
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly mark: 'open' | 'closed' | undefined;
}

/** How many boxes a column has at most: the tables below the diagram have all. */
export const mostBoxes = 40;

const [boxWidth, boxHeight, gap, columnGap, head] = [232, 46, 14, 68, 34] as const;
const longest = { title: 27, note: 38 };

/** Who works on which gateway, which APIs it serves, and where people find them: four columns with lines between them. */
export function diagramOf(teams: readonly TeamOverview[], region: RegionOverview): Markup {
  const { columns, lines } = pictureOf(teams, region);
  const height = head + Math.max(...columns.map(({ boxes }) => columnHeight(boxes.length)), boxHeight);
  const places = new Map<string, { readonly x: number; readonly y: number; readonly key: string }>();
  columns.forEach(({ boxes }, column) => {
    const top = head + (height - head - columnHeight(boxes.length)) / 2;
    boxes.forEach(({ id }, row) => {
      const place = { x: column * (boxWidth + columnGap), y: top + row * (boxHeight + gap) };
      places.set(id, { ...place, key: `${region.region}-${column}-${row}` });
    });
  });
  const drawn = lines.flatMap((line) => {
    const [from, to] = [places.get(line.from), places.get(line.to)];
    return from && to ? [{ ...line, from, to }] : [];
  });
  const width = columns.length * boxWidth + (columns.length - 1) * columnGap;
  return html`<svg viewBox="-1 0 ${width + 2} ${height + 1}" role="img" aria-label="Teams, gateways, APIs and portals of ${region.region} and the links between them">
<style>${[...places.values()].map(({ key }) => html`svg:has(.k-${key}:hover) .line:not(.l-${key}){opacity:.08}svg:has(.k-${key}:hover) .l-${key}{stroke-width:2.6}`)}</style>
${columns.map(
  ({ title, boxes, total }, column) =>
    html`<text class="column" x="${column * (boxWidth + columnGap)}" y="16">${title}<tspan class="count" dx="8">${total}</tspan>${
      total > boxes.length && html`<tspan class="count" dx="6">(the first ${boxes.length})</tspan>`
    }</text>`,
)}
${drawn.map(({ from, to, note, mark }) => {
  const [x1, y1, x2, y2] = [from.x + boxWidth, from.y + boxHeight / 2, to.x, to.y + boxHeight / 2];
  const middle = (x1 + x2) / 2;
  return html`<path class="line ${mark} l-${from.key} l-${to.key}" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"><title>${note}</title></path>`;
})}
${columns.flatMap(({ boxes }) =>
  boxes.map((box) => {
    const place = places.get(box.id);
    if (!place) return undefined;
    return html`<g class="box ${box.mark} k-${place.key}" transform="translate(${place.x} ${place.y})"><title>${box.title}: ${box.note}</title><rect width="${boxWidth}" height="${boxHeight}" rx="7"/><text x="12" y="20">${cut(box.title, longest.title)}</text><text class="note" x="12" y="36">${cut(box.note, longest.note)}</text></g>`;
  }),
)}
</svg>`;
}

function pictureOf(teams: readonly TeamOverview[], { region, portals, apis, gateways }: RegionOverview) {
  // What is found in the same portal stands together, so that few lines cross.
  const portalOf = new Map(apis.map((api) => [api.id, api.publications[0]?.name ?? '~']));
  const gatewayOf = new Map(apis.map((api) => [api.id, api.implementations[0]?.name ?? '~']));
  const sortedApis = apis.toSorted((a, b) =>
    compareAll([portalOf.get(a.id), gatewayOf.get(a.id), a.name], [portalOf.get(b.id), gatewayOf.get(b.id), b.name]),
  );
  const firstApi = new Map<string, number>();
  sortedApis.forEach((api, index) => {
    for (const { gateway } of api.implementations) firstApi.set(gateway, firstApi.get(gateway) ?? index);
  });
  const rank = (id: string) => firstApi.get(id) ?? apis.length;
  const sortedGateways = gateways.toSorted((a, b) => rank(a.id) - rank(b.id));
  const concerned = teams.filter(({ roles }) => roles.some((role) => role.region === region || role.region === '*'));
  const columns = [
    column('Teams', concerned, (team) => [counted(team.members.length, 'person', 'people'), undefined]),
    column('Gateways', sortedGateways, ({ services, routes }) => [
      `${counted(services.length, 'service')}, ${counted(routes, 'route')}`,
      undefined,
    ]),
    column('APIs', sortedApis, ({ version }) => [
      version === '' ? 'without a version' : `version ${version}`,
      undefined,
    ]),
    column('Portals', portals, ({ title, isPrivate }) => [
      `${title}, ${isPrivate ? 'with login' : 'open to everybody'}`,
      isPrivate ? 'closed' : 'open',
    ]),
  ];
  const lines: Line[] = [
    ...concerned.flatMap(({ id, name, roles }) =>
      roles.map((role) => ({ from: id, to: role.on, note: `${name}: ${role.role} on ${role.name}`, mark: undefined })),
    ),
    ...sortedApis.flatMap(({ id, name, implementations, publications }) => [
      ...implementations.map(({ gateway, name: plane, service }) => ({
        from: gateway,
        to: id,
        note: `${name} is served by ${service === undefined ? plane : `${service} on ${plane}`}`,
        mark: undefined,
      })),
      ...publications.map(({ portal, name: title, isPublic }) => ({
        from: id,
        to: portal,
        note: `${name} is ${isPublic ? 'public' : 'private'} in ${title}`,
        mark: isPublic ? ('open' as const) : ('closed' as const),
      })),
    ]),
  ];
  return { columns, lines };
}

function column<T extends { readonly id: string; readonly name: string }>(
  title: string,
  all: readonly T[],
  describe: (one: T) => readonly [note: string, mark: Box['mark']],
): { readonly title: string; readonly boxes: readonly Box[]; readonly total: number } {
  const boxes = all.slice(0, mostBoxes).map((one) => {
    const [note, mark] = describe(one);
    return { id: one.id, title: one.name, note, mark };
  });
  return { title, boxes, total: all.length };
}

function columnHeight(boxes: number): number {
  return boxes * (boxHeight + gap) - gap;
}

/** `1 route`, `2 routes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

function compareAll(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): number {
  for (const [index, text = ''] of one.entries()) {
    const against = other[index] ?? '';
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}
