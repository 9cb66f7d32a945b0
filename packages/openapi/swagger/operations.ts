import { isRecord } from '@konduct/core/value/record';
import { type Carried, carriedBy, requestBody, type WholeBody } from './body.ts';
import { filled, isExtension, type Json, textsOf } from './json.ts';
import { parameter } from './parameter.ts';
import { follow, pointerOf } from './pointers.ts';
import { response } from './response.ts';
import type { Schemas } from './schemas.ts';
import { servers } from './server.ts';

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const anyMedia: readonly string[] = ['application/json'];

/** A list of parameters in OpenAPI 3's terms. */
interface Parameters extends Carried {
  readonly listed: readonly unknown[];
}

/** Converts paths with their operations. */
export class Operations {
  readonly #root: Json;
  readonly #schemas: Schemas;

  constructor(root: Json, schemas: Schemas) {
    this.#root = root;
    this.#schemas = schemas;
  }

  paths(value: unknown): unknown {
    if (!isRecord(value)) return value ?? {};
    const entries = Object.entries(value).map(([path, item]) => [
      path,
      isExtension(path) || !isRecord(item) ? this.#schemas.data(item) : this.#pathItem(item),
    ]);
    return Object.fromEntries(entries);
  }

  /** `components.parameters`: the parameters that are not part of a body. */
  sharedParameters(): Json {
    const { parameters } = this.#root;
    if (!isRecord(parameters)) return {};
    const entries = Object.entries(parameters).flatMap(([name, value]) => {
      if (!isRecord(value)) return [];
      const target = this.#resolved(value)?.value;
      return target && !isCarried(target) ? [[name, parameter(target, this.#schemas)] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  #pathItem(item: Json): Json {
    const shared = this.#parameters(item.parameters);
    const entries = Object.entries(item).flatMap(([key, member]) => {
      if (key === 'parameters') return shared.listed.length > 0 ? [[key, shared.listed] as const] : [];
      const isOperation = methods.has(key) && isRecord(member);
      return [[key, isOperation ? this.#operation(member, shared) : this.#schemas.data(member)] as const];
    });
    return Object.fromEntries(entries);
  }

  #operation(operation: Json, shared: Carried): Json {
    const { parameters, consumes, produces, schemes, responses, ...kept } = operation;
    const own = this.#parameters(parameters);
    const consumed = textsOf(consumes ?? this.#root.consumes) ?? anyMedia;
    return {
      ...this.#schemas.data(kept),
      ...filled({
        servers: this.#ownServers(schemes),
        parameters: own.listed,
        requestBody: requestBody(carriedBy(own, shared), consumed, this.#schemas),
      }),
      responses: this.#responses(responses, produces),
    };
  }

  /** The servers of an operation, if they differ from the document's. */
  #ownServers(schemes: unknown): readonly Json[] | undefined {
    if (textsOf(schemes) === undefined) return undefined;
    const own = servers(this.#root, schemes);
    return own?.[0]?.url === servers(this.#root)?.[0]?.url ? undefined : own;
  }

  #responses(value: unknown, produces: unknown): unknown {
    if (!isRecord(value)) return this.#schemas.data(value ?? {});
    const context = {
      root: this.#root,
      schemas: this.#schemas,
      produces: textsOf(produces ?? this.#root.produces) ?? anyMedia,
      own: produces !== undefined,
    };
    return Object.fromEntries(
      Object.entries(value).map(([status, each]) => [
        status,
        isExtension(status) ? this.#schemas.data(each) : response(each, context),
      ]),
    );
  }

  #parameters(list: unknown): Parameters {
    const listed: unknown[] = [];
    const form: Json[] = [];
    let body: WholeBody | undefined;
    for (const item of Array.isArray(list) ? list : []) {
      const found = isRecord(item) ? this.#resolved(item) : undefined;
      if (!isRecord(item) || !found) {
        listed.push(this.#schemas.data(item));
        continue;
      }
      const { value, pointer } = found;
      if (value.in === 'formData') form.push(value);
      else if (value.in === 'body') body ??= { value, schema: () => this.#bodySchema(value, pointer, item) };
      else listed.push(referenceToShared(item) ?? parameter(value, this.#schemas));
    }
    return { listed, body, form };
  }

  /** A schema that several operations share is written once. */
  #bodySchema(value: Json, pointer: readonly string[] | undefined, holder: Json): unknown {
    return pointer && value.schema !== undefined
      ? this.#schemas.referenceTo([...pointer, 'schema'], holder)
      : this.#schemas.schema(value.schema ?? {});
  }

  /** A parameter, and its place if it is a reference; undefined for one outside of the document. */
  #resolved(value: Json): { readonly value: Json; readonly pointer?: readonly string[] } | undefined {
    return typeof value.$ref === 'string' ? follow(this.#root, value) : { value };
  }
}

function isCarried(parameter: Json): boolean {
  return parameter.in === 'body' || parameter.in === 'formData';
}

function referenceToShared({ $ref }: Json): Json | undefined {
  if (typeof $ref !== 'string') return undefined;
  const [section, name, ...deeper] = pointerOf($ref) ?? [];
  const isShared = section === 'parameters' && name !== undefined && deeper.length === 0;
  return isShared ? { $ref: $ref.replace('#/parameters/', '#/components/parameters/') } : undefined;
}
