import { escapePointer, type Node, type Operation, operations, resolve, schemaProblems } from './description.ts';

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

/**
 * Statuses of any operation's answer, which the description does not repeat everywhere: no or a bad token, a missing
 * right, an unknown object, a rate limit, an outage. Their body must be a `basic-error`.
 */
const general = new Set([401, 403, 404, 429, 500, 502, 503]);

/** The operation of a request; undefined where our part of GitHub's description has none. */
export function operationFor(
  method: string,
  path: string,
): { operation: Operation; variables: Record<string, string> } | undefined {
  for (const operation of operations) {
    const match = operation.method === method ? operation.pattern.exec(path) : null;
    if (!match) continue;
    const values = operation.variables.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]);
    return { operation, variables: Object.fromEntries(values) };
  }
  return undefined;
}

/** All violations of GitHub's description in an exchange; empty for a valid one. */
export function exchangeProblems(exchange: Exchange): string[] {
  const found = operationFor(exchange.method, exchange.path);
  const name = `${exchange.method} ${exchange.path}`;
  if (!found) return [`${name}: no such operation in test/github/github-openapi.json`];
  const problems = [
    ...parameterProblems(found.operation, found.variables, exchange.query),
    ...requestProblems(found.operation, exchange.requestBody),
    ...responseProblems(found.operation, exchange.status, exchange.responseBody),
  ];
  return problems.map((problem) => `${name}: ${problem}`);
}

function parameterProblems(operation: Operation, variables: Record<string, string>, query: URLSearchParams): string[] {
  const given = new Map([...Object.entries(variables), ...query]);
  const problems: string[] = [];
  for (const [index, parameter] of ((operation.node.parameters ?? []) as unknown[]).entries()) {
    const { node, pointer } = resolve(parameter, `${operation.pointer}/parameters/${index}`);
    const name = String(node.name);
    const value = given.get(name);
    given.delete(name);
    if (value === undefined && node.required === true) problems.push(`parameter ${name} is missing`);
    if (value === undefined) continue;
    const schema = resolve(node.schema, `${pointer}/schema`);
    const number = schema.node.type === 'integer' && value !== '' ? Number(value) : value;
    problems.push(...schemaProblems(schema.pointer, number).map((problem) => `parameter ${name} ${problem}`));
  }
  return [...problems, ...[...given.keys()].map((key) => `parameter ${key} is not known`)];
}

function requestProblems(operation: Operation, body: unknown): string[] {
  if (operation.node.requestBody === undefined) return body === undefined ? [] : ['a body where none is expected'];
  const { node, pointer } = resolve(operation.node.requestBody, `${operation.pointer}/requestBody`);
  if (body === undefined) return node.required === true ? ['the body is missing'] : [];
  const schema = jsonSchemaOf(node, pointer);
  if (!schema) return ['a JSON body where none is expected'];
  const properties = resolve(schema.node, schema.pointer).node.properties as Node | undefined;
  // The description allows unknown fields, but a field that GitHub would ignore is a mistake of ours.
  const unknown = Object.keys(body as object).filter((key) => properties !== undefined && !(key in properties));
  return [
    ...unknown.map((key) => `request field ${key} is not known`),
    ...schemaProblems(schema.pointer, body).map((problem) => `request ${problem}`),
  ];
}

function responseProblems(operation: Operation, status: number, body: unknown): string[] {
  const responses = operation.node.responses as Node;
  if (!(status in responses)) {
    if (!general.has(status)) return [`status ${status} is not one of ${Object.keys(responses).join(', ')}`];
    return schemaProblems('#/components/schemas/basic-error', body).map((problem) => `response ${status} ${problem}`);
  }
  const { node, pointer } = resolve(responses[status], `${operation.pointer}/responses/${status}`);
  const schema = jsonSchemaOf(node, pointer);
  if (!schema) return body === undefined ? [] : [`response ${status} has a body where none is described`];
  return schemaProblems(schema.pointer, body).map((problem) => `response ${status} ${problem}`);
}

function jsonSchemaOf(node: Node, pointer: string): { node: Node; pointer: string } | undefined {
  const media = (node.content as Node | undefined)?.['application/json'] as Node | undefined;
  if (!media?.schema) return undefined;
  return { node: media.schema as Node, pointer: `${pointer}/content/${escapePointer('application/json')}/schema` };
}
