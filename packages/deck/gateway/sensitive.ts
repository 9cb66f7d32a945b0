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
  /^(?:id|tags(?:\..*)?|consumer(?:\..*)?|created_at|updated_at|set(?:\..*)?|kid|algorithm|name|username|prefix|subject_name)$/;

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

/**
 * Fields whose old values may be shown: nobody knows whether what stood in another field came from a variable that is no
 * longer there.
 */
const plainFields =
  /^(?:id|name|instance_name|username|custom_id|group|tags|protocols?|host|port|path|hosts|paths|methods|snis|target|enabled|algorithm|hash_on|hash_fallback|path_handling|ordering\..+|(?:service|route|consumer|consumer_group|upstream|certificate)\.(?:id|name|username|custom_id)|healthchecks\.(?:active|passive)\.(?:type|http_path))$/;

/** Settings of plugins that are words out of a list, or names of headers and the like. */
const plainSettings =
  /\.(?:policy|limit_by|strategy|identifier|window_type|algorithm|key_names|header_names?|exposed_headers|methods|origins|allow|deny|scopes|claims_to_verify|error_code|content_type|response_code|request_method|vary_headers|dictionary_name|allowed_content_types)$/;

/** A run of letters and digits that nobody thought of. */
const random = /[A-Za-z0-9]{16,}/g;

/** Whether a field's old value may be shown: numbers, truth values, and what is in the lists above. */
export function isPlainBefore(kind: string, path: string, value: unknown): boolean {
  if (!hasText(value)) return true;
  if (path === 'id' || path.endsWith('.id')) return true;
  const plain = path.startsWith('config.') ? kind === 'plugin' && plainSettings.test(path) : plainFields.test(path);
  return (plain || credentials.has(kind)) && !looksRandom(value);
}

function hasText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && Object.values(value).some(hasText);
}

/** Digits in two places of one long word: addresses of webhooks have their secret in the path. */
function looksRandom(value: unknown): boolean {
  if (typeof value === 'string') return (value.match(random) ?? []).some((run) => /\d[A-Za-z]+\d/.test(run));
  return typeof value === 'object' && value !== null && Object.values(value).some(looksRandom);
}

/** Whether the name decK gives an entity is made of its secret: it shows the end of a key. */
export function hasSensitiveName(kind: string): boolean {
  return credentials.has(kind);
}
