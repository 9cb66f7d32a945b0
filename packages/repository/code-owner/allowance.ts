import type { AnswerPart } from '../github/answer.ts';
import type { GitHubClient } from '../github/client.ts';
import { GitHubFailure } from '../github/failure.ts';
import { type CodeOwners, readCodeOwners } from './code-owners.ts';

/**
 * Whether a label on a pull request counts: the login of the person who put it there, or a clause that says why it does
 * not.
 */
export type Allowance = { readonly allowedBy: string } | { readonly reason: string };

export interface LabelQuestion {
  readonly pull: number;
  readonly label: string;
  /** The pull request's base branch. Its CODEOWNERS file counts, because the pull request cannot change it. */
  readonly base: string;
  /** Paths from the root of the repository. The person must own all of them. */
  readonly paths: readonly string[];
}

/** The places in which GitHub looks for the file; the first file counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/**
 * Finds out whether the person who put a label on a pull request owns files, by the CODEOWNERS file of its base branch.
 *
 * @throws GitHubFailure
 */
export async function labelAllowance(client: GitHubClient, question: LabelQuestion): Promise<Allowance> {
  const { label, paths } = question;
  const login = await labelledBy(client, question);
  if (login === undefined) return { reason: `GitHub does not say who put the label ${label} there` };
  const owners = await codeOwners(client, question.base);
  if (!owners) return { reason: `the base branch has no CODEOWNERS file, which says who may set the label ${label}` };
  const teams = new Map<string, Promise<Membership>>();
  for (const path of paths) {
    const problem = await ownershipProblem(client, owners.ownersOf(path), login, teams);
    if (problem !== undefined)
      return { reason: `the label ${label} was put there by @${login}, and ${problem} ${path}` };
  }
  return { allowedBy: login };
}

/** The login of the person who put the label there last. */
async function labelledBy(client: GitHubClient, { pull, label }: LabelQuestion): Promise<string | undefined> {
  const events = await client.list(`${client.repository}/issues/${pull}/events`, (event) => ({
    event: event.member('event').text(),
    label: event.member('label').optional((given) => given.member('name').text()),
    actor: event.member('actor').optional((actor) => actor.member('login').text()),
  }));
  return events.findLast((event) => event.event === 'labeled' && event.label === label)?.actor;
}

async function codeOwners(client: GitHubClient, base: string): Promise<CodeOwners | undefined> {
  for (const place of places) {
    const text = await orMissing(client.get(`${client.repository}/contents/${place}`, contentOf, { ref: base }));
    if (text !== undefined) return readCodeOwners(text);
  }
  return undefined;
}

function contentOf(answer: AnswerPart): string {
  return Buffer.from(answer.member('content').text(), 'base64').toString('utf8');
}

type Membership = 'member' | 'none' | 'unreadable';

/**
 * The reason why a person is not among a file's owners, as the beginning of a clause that ends with the file's name;
 * undefined if they are.
 */
async function ownershipProblem(
  client: GitHubClient,
  owners: readonly string[],
  login: string,
  teams: Map<string, Promise<Membership>>,
): Promise<string | undefined> {
  if (owners.length === 0) return 'nobody owns';
  if (owners.some((owner) => owner.toLowerCase() === `@${login.toLowerCase()}`)) return undefined;
  let unreadable: string | undefined;
  for (const owner of owners) {
    const [, organization, team] = /^@([\w.-]+)\/([\w.-]+)$/.exec(owner) ?? [];
    if (organization === undefined || team === undefined) continue;
    const asked = teams.get(owner) ?? membership(client, organization, team, login);
    teams.set(owner, asked);
    const found = await asked;
    if (found === 'member') return undefined;
    if (found === 'unreadable') unreadable = owner;
  }
  return unreadable === undefined
    ? 'is no owner of'
    : `the token may not see who is in ${unreadable} (it needs members: read), who own`;
}

async function membership(
  client: GitHubClient,
  organization: string,
  team: string,
  login: string,
): Promise<Membership> {
  const path = `/orgs/${encodeURIComponent(organization)}/teams/${encodeURIComponent(team)}/memberships/${encodeURIComponent(login)}`;
  try {
    const state = await orMissing(client.get(path, (answer) => answer.member('state').text()));
    return state === 'active' ? 'member' : 'none';
  } catch (error) {
    if (error instanceof GitHubFailure && error.status === 403) return 'unreadable';
    throw error;
  }
}

/** The answer, or undefined for a 404. */
async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubFailure && error.status === 404) return undefined;
    throw error;
  }
}
