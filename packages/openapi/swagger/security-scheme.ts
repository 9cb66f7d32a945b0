import { isRecord } from '@konduct/core/value/record';
import { filled, isExtension, type Json } from './json.ts';
import type { Schemas } from './schemas.ts';

const flows: Readonly<Record<string, string>> = { application: 'clientCredentials', accessCode: 'authorizationCode' };

export function securityScheme(value: unknown, schemas: Schemas): unknown {
  schemas.data(value);
  if (!isRecord(value)) return value;
  const { type, flow, authorizationUrl, tokenUrl, scopes = {} } = value;
  const kept = Object.entries(value).filter(([key]) => key === 'description' || isExtension(key));
  if (type === 'basic') return { ...Object.fromEntries(kept), type: 'http', scheme: 'basic' };
  if (type !== 'oauth2') return value;
  const name = String(flow);
  const details: Json = { ...filled({ authorizationUrl, tokenUrl }), scopes };
  const key = Object.hasOwn(flows, name) ? flows[name] : name;
  return { ...Object.fromEntries(kept), type, flows: Object.fromEntries([[key, details]]) };
}
