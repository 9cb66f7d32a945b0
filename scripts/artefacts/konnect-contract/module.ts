import type { Operation } from '../../../packages/simulator/contract/operation.ts';
import type { Method } from '../../../packages/simulator/route.ts';
import type { Artefact } from '../artefact.ts';
import { isNode, type Node, resolved } from './document.ts';
import { Printer } from './printer.ts';
import { Shapes } from './shape-of.ts';

const METHODS: Readonly<Record<string, Method>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  patch: 'PATCH',
  delete: 'DELETE',
};

/**
 * The operations of Konnect's contract as code: their paths, their hosts and the shapes of their bodies.
 *
 * @param document the contract, an OpenAPI document
 */
export function contractModule(document: Node): Artefact {
  const shapes = new Shapes(document);
  const operations = operationsOf(document, shapes).sort((a, b) => order(a.path, b.path) || order(a.method, b.method));
  const printer = new Printer(shapes);
  const rows = operations.map(({ method, path, host, body }) => {
    const where = `method: '${method}', host: '${host}', path: '${path}'`;
    return `  { ${where}${body === undefined ? '' : `, body: ${printer.print(body)}`} },`;
  });
  const version = isNode(document.info) ? document.info.version : undefined;
  const text = `// Written by \`npm run generate\` from Konnect's API contract ${version}. Do not edit.
import { ${printer.builders().join(', ')}, type Shape } from '../rules/shape.ts';
import type { Operation } from './operation.ts';

${printer.constants.join('\n')}

/** The version of the contract. */
export const CONTRACT_VERSION = '${version}';

/** Every operation of the contract, by path. */
export const OPERATIONS: readonly Operation[] = [
${rows.join('\n')}
];
`;
  return { path: 'packages/simulator/contract/operations.generated.ts', text };
}

function operationsOf(document: Node, shapes: Shapes): Operation[] {
  const paths = isNode(document.paths) ? Object.entries(document.paths) : [];
  return paths.flatMap(([path, item]) => {
    if (!isNode(item)) return [];
    const host = JSON.stringify(item.servers ?? document.servers ?? '').includes('//global.') ? 'global' : 'regional';
    return Object.entries(METHODS).flatMap(([key, method]): Operation[] => {
      const operation = item[key];
      if (!isNode(operation)) return [];
      const schema = bodyOf(document, operation.requestBody);
      return [{ method, path, host, ...(schema === undefined ? {} : { body: shapes.of(schema) }) }];
    });
  });
}

function bodyOf(document: Node, body: unknown): Node | undefined {
  if (!isNode(body)) return undefined;
  const { content } = resolved(document, body);
  const media = isNode(content) ? Object.entries(content).find(([type]) => type.includes('json'))?.[1] : undefined;
  return isNode(media) && isNode(media.schema) ? media.schema : undefined;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
