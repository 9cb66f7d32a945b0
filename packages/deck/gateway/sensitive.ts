import { numberSettings, wordSettings } from './settings.ts';

/** Kinds of credentials: any of their values may grant access. Only the fields below are shown. */
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

/** Names of fields with secrets, in plugins of Kong and of others. */
const secretName =
  /secret|passw(?:or)?d|passphrase|token(?!_(?:expiration|ttl|endpoint))|credential|private|authorization|api_?key|access_?key|client_?key|session_?key|signature|^jwks?$|^pem$|^cert$|^key$|_key$|^hash$|cookie$|^dsn$|connection_string|webhook/i;

/** Lists of `name:value` pairs in transformer plugins and loggers. Any of the values may be a secret. */
const pairs = /(?:^|\.)(?:headers|querystring|body|json|custom_fields_by_lua|append|add|replace)(?:\.|$)/i;

/** Such lists with names alone. */
const namesOnly = /^config\.(?:remove|rename)\./;

/** Text that contains a secret: a scheme of HTTP authentication, a password in a URL, a PEM block, a JWT. */
const secretText =
  /\b(?:bearer|basic|apikey|digest)\s+\S|:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN |\beyJ[\w-]{8,}\.[\w-]+\.|\b(?:kpat|spat|ghp|gho|ghs|github_pat|sk|pk|xox[abp])_[\w-]{8,}/i;

/** Whether a field is secret by its name and kind. */
export function isSensitiveField(kind: string, path: string): boolean {
  if (credentials.has(kind)) return !plainOfCredentials.test(path);
  const parts = path.split('.');
  if (parts.some((part) => secretName.test(part))) return true;
  return kind.endsWith('plugin') && path.startsWith('config.') && pairs.test(path) && !namesOnly.test(path);
}

/** The values in a list of `name:value` pairs. The names are ordinary words, which must not be masked everywhere. */
export function pairValues(path: string, value: unknown): unknown {
  if (!pairs.test(path) || !Array.isArray(value)) return value;
  return value.map((pair) =>
    typeof pair === 'string' && pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : pair,
  );
}

/** Whether a value is secret by its form. */
export function looksSecret(value: unknown): boolean {
  if (typeof value === 'string')
    return secretText.test(value) || value.startsWith('{vault://') || value.includes('[masked]');
  if (Array.isArray(value)) return value.some(looksSecret);
  return typeof value === 'object' && value !== null && Object.values(value).some(looksSecret);
}

/**
 * Fields whose old values may be shown. The old value of any other field may have come from a variable that the file no
 * longer names.
 */
const plainFields =
  /^(?:id|name|instance_name|username|custom_id|group|tags|protocols?|host|port|path|hosts|paths|methods|snis|target|enabled|algorithm|hash_on|hash_fallback|path_handling|ordering\..+|(?:service|route|consumer|consumer_group|upstream|certificate)\.(?:id|name|username|custom_id)|healthchecks\.(?:active|passive)\.(?:type|http_path))$/;

/** Such fields with only numbers. */
const plainNumbers =
  /^(?:weight|priority|retries|slots|(?:connect|read|write)_timeout|regex_priority|https_redirect_status_code|tls_verify_depth|healthchecks\.(?:threshold|(?:active|passive)\.(?:timeout|concurrency|(?:un)?healthy\..+)))$/;

/** Fields with paths, which may contain a secret as those of webhooks do. */
const addresses = /(?:^|[._])paths?$/;

/**
 * Whether a field's old value may be shown: it is a boolean, or its field is in the lists above or in `settings.ts`,
 * and it does not look random.
 */
export function isPlainBefore(kind: string, path: string, value: unknown): boolean {
  const values = scalarsIn(value);
  if (values.every((one) => typeof one === 'boolean' || one === '')) return true;
  if (path === 'id' || path.endsWith('.id')) return true;
  const isSetting = path.startsWith('config.') && !credentials.has(kind);
  const last = path.slice(path.lastIndexOf('.') + 1);
  const isNumber = values.every((one) => typeof one === 'number');
  const words = isSetting ? wordSettings.has(last) && !isNumber : credentials.has(kind) || plainFields.test(path);
  const numbers = isNumber && (isSetting ? numberSettings.has(last) : plainNumbers.test(path));
  const isRandom = addresses.test(path) ? hasRandomPart : looksRandom;
  return numbers || (words && !values.some((one) => isRandom(String(one))));
}

/** Texts, numbers and booleans, at any depth. */
function scalarsIn(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(scalarsIn) : [value];
}

/** Whether a text has a long word with digits in two places, which people do not choose. */
function looksRandom(text: string): boolean {
  return (text.match(/[A-Za-z0-9]{16,}/g) ?? []).some((run) => /\d[A-Za-z]+\d/.test(run));
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * Whether a path contains an id or a secret: a part that is long, or that mixes cases or digits in a way that words do
 * not.
 */
function hasRandomPart(address: string): boolean {
  return uuid.test(address) || (address.match(/[A-Za-z0-9]{8,}/g) ?? []).some(isRandomRun);
}

function isRandomRun(run: string): boolean {
  if (run.length >= 32 || /^\d+$/.test(run) || /\d[A-Za-z]+\d/.test(run)) return true;
  if (run.length < 12) return false;
  const isWords = /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d{0,3}$/.test(run);
  return !isWords || (run.match(/[A-Z]/g) ?? []).length * 4 > run.length;
}

/** Whether decK's name for an entity contains its secret: for credentials, it shows the end of the key. */
export function hasSensitiveName(kind: string): boolean {
  return credentials.has(kind);
}
