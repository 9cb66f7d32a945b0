import { type ApiOutline, readOutline } from '@konduct/openapi/document/outline';
import { GLOBAL_HOST } from './request.ts';
import { digest, uuidFrom } from './store/identifier.ts';
import { newOrganization, type Organization, storeOf, type Token } from './store/organization.ts';
import { person, sameAddress } from './store/person.ts';

/** An organization from the options, with its tokens. */
export interface KnownOrganization {
  readonly name: string;
  readonly id?: string;
  readonly tokens: readonly (
    | string
    | {
        readonly token: string;
        readonly roles?: readonly string[];
        readonly forbidden?: boolean;
        /** The mail address of the token's owner, who becomes a user of the organization. */
        readonly user?: string;
      }
  )[];
}

export interface StateOptions {
  /** Milliseconds since the epoch. By default a clock that advances one second with each request. */
  readonly clock?: () => number;
  /** A new UUID. By default derived from a counter, so that equal runs give equal ids. */
  readonly newId?: () => string;
  readonly organizations?: readonly KnownOrganization[];
  /** Whether invited people become users only with `acceptInvites`. */
  readonly pendingInvites?: boolean;
  /** Whether an implementation's gateway service must exist in its control plane; true by default. */
  readonly checkServices?: boolean;
  /** Whether a request that takes the last way to sign in is answered with 500 and counted; false by default. */
  readonly signInWatch?: boolean;
  /**
   * What a specification's text says, where the caller has read it already. Left out, and for texts that it does not know,
   * the reader of specifications reads them.
   */
  readonly outline?: (content: string) => ApiOutline | undefined;
}

/** The time that a row stays out of lists after its creation: a fault, see `serve/faults.ts`. */
export interface Lag {
  readonly until: number;
  lists: number;
}

const LOGICAL_START = Date.UTC(2026, 0, 1);
const TOKEN = /^(kpat|spat)_\S+$/;

/** All data of the simulator. Only `handle` changes it. */
export class State {
  readonly organizations = new Map<string, Organization>();
  readonly tokens = new Map<string, Token>();
  /** Rows that lists do not show yet, by id. They are not in snapshots. */
  readonly lagging = new Map<string, Lag>();
  readonly pendingInvites: boolean;
  readonly checkServices: boolean;
  readonly signInWatch: boolean;
  /** The number of requests that took an organization's last way to sign in, while `signInWatch`. */
  lockOuts = 0;
  /** The number of handled requests, which `kong:trace:<n>` contains. */
  requests = 0;
  /** The number of ids so far. */
  ids = 0;
  readonly #clock: (() => number) | undefined;
  readonly #newId: (() => string) | undefined;
  readonly #knownOutline: (content: string) => ApiOutline | undefined;
  /** By the digest of the text: every write looks at what is there, too. */
  readonly #outlines = new Map<string, ApiOutline | undefined>();

  constructor(options: StateOptions = {}) {
    this.#clock = options.clock;
    this.#newId = options.newId;
    this.#knownOutline = options.outline ?? (() => undefined);
    this.pendingInvites = options.pendingInvites ?? false;
    this.checkServices = options.checkServices ?? true;
    this.signInWatch = options.signInWatch ?? false;
    for (const known of options.organizations ?? []) this.#enrol(known);
  }

  clock(): number {
    return this.#clock?.() ?? LOGICAL_START + this.requests * 1000;
  }

  /** The time in the platform API's notation. */
  timestamp(): string {
    return new Date(this.clock()).toISOString();
  }

  newId(): string {
    this.ids += 1;
    return this.#newId?.() ?? uuidFrom(`id/${this.ids}`);
  }

  /** What the text of a specification says; undefined for what is none. */
  outline(content: string): ApiOutline | undefined {
    const hash = digest(content);
    if (!this.#outlines.has(hash)) this.#outlines.set(hash, this.#knownOutline(content) ?? readOutline(content));
    return this.#outlines.get(hash);
  }

  /**
   * The token of a bearer credential. A `kpat_` or `spat_` token opens an organization of its own when it is first
   * used. Undefined for any other text, which Konnect answers with 401.
   */
  token(bearer: string): Token | undefined {
    if (!TOKEN.test(bearer)) return undefined;
    const hash = digest(bearer);
    const known = this.tokens.get(hash);
    if (known !== undefined) return known.revoked ? undefined : known;
    const id = uuidFrom(`organization/${hash}`);
    this.organizations.set(id, newOrganization(id, `organization-${hash.slice(0, 8)}`, this.timestamp()));
    return this.#remember({ digest: hash, organizationId: id, roles: [], forbidden: false });
  }

  /**
   * Adds a token for an organization.
   *
   * @param user the mail address of its owner, if it is a user's
   * @returns its digest
   */
  addToken(text: string, organizationId: string, user?: string): string {
    const token = { digest: digest(text), organizationId, roles: [], forbidden: false };
    return this.#remember(user === undefined ? token : { ...token, user }).digest;
  }

  /** Revokes a token, by its digest. */
  revokeToken(hash: string): void {
    const known = this.tokens.get(hash);
    if (known !== undefined) this.#remember({ ...known, revoked: true });
  }

  #enrol(known: KnownOrganization): void {
    const id = known.id ?? uuidFrom(`organization/${known.name}`);
    if (!this.organizations.has(id)) {
      this.organizations.set(id, newOrganization(id, known.name, this.timestamp()));
    }
    for (const entry of known.tokens) {
      const { token, roles = [], forbidden = false, user } = typeof entry === 'string' ? { token: entry } : entry;
      this.#remember({
        digest: digest(token),
        organizationId: id,
        roles,
        forbidden,
        ...(user === undefined ? {} : { user }),
      });
      if (user !== undefined) this.#addUser(id, user);
    }
  }

  #addUser(organizationId: string, email: string): void {
    const organization = this.organizations.get(organizationId);
    if (organization === undefined) return;
    const users = storeOf(organization, GLOBAL_HOST).table('users');
    if ([...users.rows()].some((known) => sameAddress(String(known.email), email))) return;
    users.put(person(uuidFrom(`${organizationId}/user/${email}`), email, this.timestamp()));
  }

  #remember(token: Token): Token {
    this.tokens.set(token.digest, token);
    return token;
  }
}
