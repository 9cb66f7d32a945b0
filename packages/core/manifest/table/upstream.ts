import { celDyn, celList, celMap } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import { type Key, key } from '../key/key.ts';

/** One target of traffic: an address, or one of the servers in the document. */
export interface UpstreamTarget {
  readonly url?: string;
  /** Selects a server of the document by its `description`, or by an `x-` key that it has: `x-key` or `x-key=value`. */
  readonly server?: string;
  /** The target's share of the traffic, relative to the weights of the other targets. */
  readonly weight?: number;
}

const about = {
  url: 'An address with a protocol, as in `https://flights.internal.example/v1`. Without a path, that of the document’s server stays.',
  server:
    'One of the `servers` of the document: its `description`, or an `x-` key that it has, as `x-internal` or `x-stage=production`.',
} as const;

const targetKeys: Readonly<Record<string, JsonSchema>> = {
  url: { description: about.url, type: ['string', 'null'], examples: ['https://flights.internal.example/v1'] },
  server: { description: about.server, type: ['string', 'null'], examples: ['Production', 'x-internal'] },
};

const weight: JsonSchema = {
  description: 'How much of the traffic it gets, in relation to the others.',
  type: ['integer', 'null'],
  minimum: 0,
  maximum: 65535,
  default: 100,
};

const forms =
  'An address, or the description or an `x-` key of a server of the document; or a mapping with `url` or `server`; or a ' +
  'list of several that share the traffic.';

/** The key `upstream`: text, a mapping, or a list of both. */
export function upstream(description: string): Key<readonly UpstreamTarget[] | undefined> {
  return key({
    schema: {
      description: `${description} ${forms}`,
      type: ['string', 'object', 'array', 'null'],
      properties: targetKeys,
      additionalProperties: false,
      items: {
        description: 'One of several places that share the traffic.',
        type: ['string', 'object'],
        properties: { ...targetKeys, weight },
        additionalProperties: false,
      },
      examples: ['https://flights.internal.example', { server: 'Production' }],
    },
    type: celList(celMap(celDyn)),
    read: (from, name) =>
      from.items<UpstreamTarget>(
        name,
        (text) => (text.includes('://') ? { url: text } : { server: text }),
        (item) => {
          const [url, server, share] = [item.text('url'), item.text('server'), item.text('weight')];
          return item.withOrigin({
            ...(url === undefined ? {} : { url }),
            ...(server === undefined ? {} : { server }),
            ...(share === undefined ? {} : { weight: Number(share) }),
          });
        },
      ),
  });
}
