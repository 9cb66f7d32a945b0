/** Kinds whose every value lets somebody in; only the fields below are shown of them. */
const credentials = new Set([
  'key-auth',
  'key-auth-enc',
  'hmac-auth',
  'jwt-auth',
  'basic-auth',
  'oauth2-cred',
  'mtls-auth',
  'certificate',
  'ca-certificate',
  'key',
  'key-set',
  'vault',
  'license',
]);

const plainOfCredentials =
  /^(?:id|tags(?:\..*)?|consumer(?:\..*)?|created_at|updated_at|set(?:\..*)?|kid|algorithm|name|username)$/;

/** Names of fields that hold secrets, in plugins of Kong's and of others. */
const secretName =
  /secret|passw(?:or)?d|passphrase|token(?!_(?:expiration|ttl|endpoint))|credential|private|authorization|api_?key|access_?key|client_?key|session_?key|signature|^jwks?$|^pem$|^cert$|^key$|_key$|^hash$|cookie$|^dsn$|connection_string|webhook/i;

/** Lists of `name:value` pairs in transformer plugins and loggers: any of the values may be a secret. */
const pairs = /(?:^|\.)(?:headers|querystring|body|json|custom_fields_by_lua|append|add|replace)(?:\.|$)/i;

/** Text that carries its own secret: a scheme of HTTP authentication, a password in a URL, a PEM block, a JWT. */
const secretText =
  /\b(?:bearer|basic|apikey|digest)\s+\S|:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN |\beyJ[\w-]{8,}\.[\w-]+\.|\b(?:kpat|spat|ghp|gho|ghs|github_pat|sk|pk|xox[abp])_[\w-]{8,}/i;

/** Whether nothing of a field may be shown, by what it is. */
export function isSensitiveField(kind: string, path: string): boolean {
  if (credentials.has(kind)) return !plainOfCredentials.test(path);
  const parts = path.split('.');
  if (parts.some((part) => secretName.test(part))) return true;
  return kind === 'plugin' && path.startsWith('config.') && pairs.test(path);
}

/** Whether a value may not be shown, by what it looks like. */
export function looksSecret(value: unknown): boolean {
  if (typeof value === 'string')
    return secretText.test(value) || value.startsWith('{vault://') || value.includes('[masked]');
  if (Array.isArray(value)) return value.some(looksSecret);
  return typeof value === 'object' && value !== null && Object.values(value).some(looksSecret);
}

/** Whether the name decK gives an entity is made of its secret: it shows the end of a key. */
export function hasSensitiveName(kind: string): boolean {
  return credentials.has(kind);
}
