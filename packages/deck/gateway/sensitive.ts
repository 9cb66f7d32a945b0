import { numberSettings, wordSettings } from './settings.ts';

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

/** The same lists where they hold names alone. */
const namesOnly = /^config\.(?:remove|rename)\./;

/** Text that carries its own secret: a scheme of HTTP authentication, a password in a URL, a PEM block, a JWT. */
const secretText =
  /\b(?:bearer|basic|apikey|digest)\s+\S|:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN |\beyJ[\w-]{8,}\.[\w-]+\.|\b(?:kpat|spat|ghp|gho|ghs|github_pat|sk|pk|xox[abp])_[\w-]{8,}/i;

/** Whether nothing of a field may be shown, by what it is. */
export function isSensitiveField(kind: string, path: string): boolean {
  if (credentials.has(kind)) return !plainOfCredentials.test(path);
  const parts = path.split('.');
  if (parts.some((part) => secretName.test(part))) return true;
  return kind.endsWith('plugin') && path.startsWith('config.') && pairs.test(path) && !namesOnly.test(path);
}

/** Of a list of `name:value` pairs the values: names are words that stand everywhere. */
export function pairValues(path: string, value: unknown): unknown {
  if (!pairs.test(path) || !Array.isArray(value)) return value;
  return value.map((pair) =>
    typeof pair === 'string' && pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : pair,
  );
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

/** The same of those that hold only numbers. */
const plainNumbers =
  /^(?:weight|priority|retries|slots|(?:connect|read|write)_timeout|regex_priority|https_redirect_status_code|tls_verify_depth|healthchecks\.(?:threshold|(?:active|passive)\.(?:timeout|concurrency|(?:un)?healthy\..+)))$/;

/** Fields with addresses, which may have a secret in them: those of webhooks do. */
const addresses = /(?:^|[._])paths?$/;

/** Whether a field's old value may be shown: truth values, and what is in the lists above and in those of settings. */
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

/** Texts, numbers and truth values, at any depth. */
function scalarsIn(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(scalarsIn) : [value];
}

/** Digits in two places of one long word: nobody thought of it. */
function looksRandom(text: string): boolean {
  return (text.match(/[A-Za-z0-9]{16,}/g) ?? []).some((run) => /\d[A-Za-z]+\d/.test(run));
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Whether an address has an id or a secret in it: what is long, or mixes cases or digits otherwise than words do. */
function hasRandomPart(address: string): boolean {
  return uuid.test(address) || (address.match(/[A-Za-z0-9]{8,}/g) ?? []).some(isRandomRun);
}

function isRandomRun(run: string): boolean {
  if (run.length >= 32 || /^\d+$/.test(run) || /\d[A-Za-z]+\d/.test(run)) return true;
  if (run.length < 12) return false;
  const isWords = /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d{0,3}$/.test(run);
  return !isWords || (run.match(/[A-Z]/g) ?? []).length * 4 > run.length;
}

/** Whether the name decK gives an entity is made of its secret: it shows the end of a key. */
export function hasSensitiveName(kind: string): boolean {
  return credentials.has(kind);
}
