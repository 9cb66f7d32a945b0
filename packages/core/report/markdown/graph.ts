import type { GraphNode } from '../../run/reconciliation.ts';
import { shorten, visible } from '../../value/visible.ts';
import { changeName } from '../groups.ts';
import { codeBlock, codeSpan } from './escape.ts';
import { table } from './table.ts';

/** The most nodes in a picture: larger ones are unreadable, and GitHub draws them slowly or not at all. */
const mostNodes = 100;

/** One environment's part of the resource graph, or the organization's own part. */
export interface Subgraph {
  readonly organization: string;
  readonly environment?: string;
  readonly nodes: readonly GraphNode[];
  /** Nodes of other parts that nodes of this part depend on. */
  readonly outside: readonly GraphNode[];
}

/** The graph cut by environment, organization first, in the order the graph names them. */
export function subgraphs(graph: readonly GraphNode[]): Subgraph[] {
  const byAddress = new Map(graph.map((node) => [node.address, node]));
  const groups = [
    ...Map.groupBy(graph, (node) => JSON.stringify([node.organization, node.environment ?? null])).values(),
  ];
  return groups.flatMap((nodes) => {
    const [first] = nodes;
    if (!first) return [];
    const inside = new Set(nodes.map((node) => node.address));
    const needed = new Set(nodes.flatMap((node) => node.dependsOn).filter((address) => !inside.has(address)));
    return {
      organization: first.organization,
      ...(first.environment === undefined ? {} : { environment: first.environment }),
      nodes,
      outside: [...needed].flatMap((address) => byAddress.get(address) ?? []),
    };
  });
}

/** A part of the graph as a Mermaid picture, or as a table of kinds where the picture would be too large to read. */
export function graphMarkdown(part: Subgraph): string {
  const nodes = [...part.outside, ...part.nodes];
  return nodes.length > mostNodes ? kindTable(nodes) : codeBlock('mermaid', mermaid(part));
}

/**
 * Dependencies stand on the left. Rounded boxes are objects that Konduct does not manage; dashed ones belong to the
 * organization.
 */
function mermaid({ nodes, outside }: Subgraph): string[] {
  const all = [...outside, ...nodes];
  const ids = new Map(all.map((node, index) => [node.address, `n${index}`]));
  const lines = all.map((node) => {
    const label = `"${escapeLabel(node.kind)}<br/>${escapeLabel(shorten(changeName(node), 40))}"`;
    const box = node.external ? `([${label}])` : `[${label}]`;
    return `  ${ids.get(node.address)}${box}${outside.includes(node) ? ':::outside' : ''}`;
  });
  const edges = nodes.flatMap((node) =>
    node.dependsOn.flatMap((address) => {
      const from = ids.get(address);
      return from === undefined ? [] : `  ${from} --> ${ids.get(node.address)}`;
    }),
  );
  const classes = outside.length > 0 ? ['  classDef outside stroke-dasharray:4'] : [];
  return ['graph LR', ...lines, ...edges, ...classes];
}

/** Escapes quotes, brackets and markup with Mermaid's own entity codes. */
function escapeLabel(text: string): string {
  return visible(text).replace(/[^\p{L}\p{N} ._/-]/gu, (character) => `#${character.codePointAt(0)};`);
}

function kindTable(nodes: readonly GraphNode[]): string {
  const kindOf = new Map(nodes.map((node) => [node.address, node.kind]));
  const rows = [...Map.groupBy(nodes, (node) => node.kind)].map(([kind, members]) => {
    const after = new Set(members.flatMap((node) => node.dependsOn.flatMap((address) => kindOf.get(address) ?? [])));
    after.delete(kind);
    return [
      codeSpan(kind, 'cell'),
      String(members.length),
      [...after].map((name) => codeSpan(name, 'cell')).join(', '),
    ];
  });
  return table(['Kind', 'Resources', 'After'], rows);
}
