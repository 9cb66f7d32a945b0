import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CONTRACT_FILES, isNode, type Node, readDocument } from './document.ts';
import { EXCEPTIONS } from './exceptions.ts';

/** A request to Konnect and its answer, as the simulator's log has them when it records bodies. */
export interface CheckedExchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

/** A place where an exchange violates the contract. */
export interface Violation {
  readonly exchange: CheckedExchange;
  readonly problem: string;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly literals: number;
  readonly global: boolean;
  /** References to schemas; undefined for a body that the contract does not describe. */
  readonly request: string | undefined;
  readonly responses: ReadonlyMap<string, string | undefined>;
}

/** Names the contract gives to formats that JSON Schema does not know. */
const FOREIGN_FORMATS = ['path', 'set', 'url', '^[a-z0-9-_]{0,128}$'];

/** Konnect's contract, for checking exchanges. Each schema is compiled at its first use. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  readonly #operations: readonly Operation[];

  constructor(files: readonly string[] = CONTRACT_FILES) {
    addFormats.default(this.#ajv);
    for (const format of FOREIGN_FORMATS) this.#ajv.addFormat(format, true);
    this.#operations = files
      .flatMap((file) => {
        const document = readDocument(file);
        this.#ajv.addSchema(document, file, undefined, false);
        return operationsOf(document, file);
      })
      .sort((a, b) => b.literals - a.literals);
  }

  /** The operation for a path, as the contract writes it. */
  operation(method: string, path: string): string | undefined {
    const found = this.#find(method, path);
    return found && `${found.method} ${found.path}`;
  }

  /** Every operation that takes a body, with the reference to its schema. */
  bodies(): { readonly method: string; readonly path: string; readonly schema: string }[] {
    return this.#operations.flatMap(({ method, path, request }) =>
      request === undefined ? [] : [{ method, path, schema: request }],
    );
  }

  /** The mistakes in a request body, given the reference to its schema. */
  bodyProblems(schema: string, body: unknown): string[] {
    return this.#check('request', schema, body);
  }

  /** All violations of the contract in an exchange. A request that was refused may be invalid. */
  problems(exchange: CheckedExchange): string[] {
    const { method, host, path, status, requestBody, responseBody } = exchange;
    const operation = this.#find(method, path);
    if (operation === undefined) return ['no such operation'];
    const found: string[] = [];
    if (operation.global !== (host === 'global')) found.push(`not served by host ${host}`);
    if (status < 400 && requestBody !== undefined && operation.request !== undefined) {
      found.push(...this.#check('request', operation.request, requestBody));
    }
    const key = [String(status), `${String(status).charAt(0)}XX`, 'default'].find((name) =>
      operation.responses.has(name),
    );
    if (key === undefined) return [...found, `status ${status} is not in the contract`];
    const schema = operation.responses.get(key);
    if (schema !== undefined) found.push(...this.#check('response', schema, responseBody));
    else if (responseBody !== undefined && status < 300) found.push(`status ${status} has no body in the contract`);
    return found;
  }

  #find(method: string, path: string): Operation | undefined {
    return this.#operations.find((operation) => operation.method === method && operation.pattern.test(path));
  }

  #check(what: string, schema: string, body: unknown): string[] {
    const validate = this.#ajv.getSchema(schema);
    if (validate === undefined) throw new Error(`no schema ${schema}`);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what} ${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

let shared: Contract | undefined;

/**
 * Checks the exchanges of a simulator's log.
 *
 * @param log a log with bodies; resets (status 0) and answers of fault rules are skipped
 * @returns the violations that are not among the listed exceptions
 */
export function checkExchanges(log: readonly (CheckedExchange & { readonly fault?: string })[]): Violation[] {
  shared ??= new Contract();
  const contract = shared;
  return log
    .filter(({ status, fault }) => status !== 0 && fault === undefined)
    .flatMap((exchange) =>
      contract
        .problems(exchange)
        .filter((problem) => !EXCEPTIONS.some((exception) => exception.allows(exchange, problem)))
        .map((problem) => ({ exchange, problem })),
    );
}

/** Violations as lines, for the message of a failed assertion. */
export function describeViolations(violations: readonly Violation[]): string[] {
  return violations.map(
    ({ exchange: { method, host, path, status }, problem }) => `${method} ${host}${path} ${status}: ${problem}`,
  );
}

const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete']);

function operationsOf(document: Node, file: string): Operation[] {
  const servers = (node: Node): string => JSON.stringify(node.servers ?? document.servers ?? '');
  return entries(document.paths).flatMap(([path, item]) =>
    entries(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]): Operation => {
        const pointer = `/paths/${pointerKey(path)}/${method}`;
        const responses = entries(operation.responses).map(
          ([status, response]) =>
            [status, schemaAt(document, file, response, `${pointer}/responses/${status}`)] as const,
        );
        return {
          method: method.toUpperCase(),
          path,
          pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)')}$`),
          literals: path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length,
          global: servers(item).includes('//global.'),
          request: schemaAt(document, file, operation.requestBody, `${pointer}/requestBody`),
          responses: new Map(responses),
        };
      }),
  );
}

/** The reference to the JSON schema of a request or response body, behind all references that lead to it. */
function schemaAt(document: Node, file: string, start: unknown, at: string): string | undefined {
  let pointer = at;
  let node = start;
  while (isNode(node) && typeof node.$ref === 'string') {
    pointer = node.$ref.slice(1);
    node = pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (isNode(value) ? value[plainKey(key)] : undefined), document);
  }
  const [media] = entries(isNode(node) ? node.content : undefined).filter(
    ([type, body]) => type.includes('json') && body.schema,
  );
  return media && `${file}#${pointer}/content/${pointerKey(media[0])}/schema`;
}

function entries(value: unknown): [string, Node][] {
  return isNode(value) ? Object.entries(value).filter((entry): entry is [string, Node] => isNode(entry[1])) : [];
}

function pointerKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function plainKey(key: string): string {
  return decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
}
