import type { Route } from './route.ts';

/** A route and the values of its path parameters. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The result of a lookup: a route, a known path with another method, or an unknown path. */
export type Lookup = Match | 'no-such-method' | 'no-such-path';

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, { readonly route: Route; readonly names: readonly string[] }>;
}

/** Routes as a tree of path segments. A literal segment takes precedence over a parameter. */
export class Router {
  readonly #root: Node = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  /** Finds the route of a path. The two hosts have no path and method in common, see the contract's `servers`. */
  find(method: string, path: string): Lookup {
    const segments = path.split('/').slice(1).map(decodeSegment);
    const found = descend(this.#root, segments, 0, method);
    if (found === undefined) return 'no-such-path';
    const entry = found.routes.get(method);
    if (entry === undefined) return 'no-such-method';
    const params: Record<string, string> = {};
    let next = 0;
    entry.route.path
      .split('/')
      .slice(1)
      .forEach((segment, index) => {
        if (segment.startsWith('{')) params[entry.names[next++] ?? ''] = segments[index] ?? '';
      });
    return { route: entry.route, params };
  }

  #add(route: Route): void {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of route.path.split('/').slice(1)) {
      if (segment.startsWith('{')) {
        names.push(segment.slice(1, -1));
        node.parameter ??= newNode();
        node = node.parameter;
      } else {
        const child = node.literals.get(segment) ?? newNode();
        node.literals.set(segment, child);
        node = child;
      }
    }
    if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    node.routes.set(route.method, { route, names });
  }
}

function newNode(): Node {
  return { literals: new Map(), parameter: undefined, routes: new Map() };
}

/** Searches depth first, literals first. A branch with the path but without the method is the second choice. */
function descend(node: Node, segments: readonly string[], depth: number, method: string): Node | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.routes.size > 0 ? node : undefined;
  const literal = node.literals.get(segment);
  const first = literal && descend(literal, segments, depth + 1, method);
  if (first?.routes.has(method)) return first;
  const second = node.parameter && descend(node.parameter, segments, depth + 1, method);
  return second?.routes.has(method) ? second : (first ?? second);
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
