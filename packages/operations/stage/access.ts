import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Manifest } from '@konduct/core/manifest/manifest';
import { parseRemote } from '@konduct/core/manifest/remote';
import type { GitConfig } from '@konduct/core/manifest/table/git';
import type { Secret, SecretRef } from '@konduct/core/secret/secret';
import type { Access } from '@konduct/repository/git/access';
import type { RunContext } from '../options.ts';
import { resolveSecret } from '../secret-source.ts';
import type { StageOptions } from './options.ts';

const nobody: Access = { type: 'none' };

/** The logins for repositories. Every secret is read once and has one object wherever it is used. */
export class Logins {
  readonly #options: StageOptions;
  readonly #runContext: RunContext;
  readonly #secrets = new Map<string, Secret>();

  constructor(options: StageOptions, runContext: RunContext) {
    this.#options = options;
    this.#runContext = runContext;
  }

  /**
   * The login of a service: its own, else the one for all services.
   *
   * @throws UserError (`secret-missing`) when its own has no value here
   */
  ofService(remote: string, git: GitConfig | undefined, what: string): Access {
    const parsed = parseRemote(remote);
    const { serviceToken, serviceKey, github } = this.#options;
    const own = this.#own(remote, git, what);
    if (own) return own;
    if (parsed?.protocol === 'ssh' && serviceKey) return this.#ssh(serviceKey);
    // The token is sent only to the host that issued it, not to other hosts that a manifest may name.
    const home = github ? new URL(github.serverUrl).host : 'github.com';
    return parsed?.protocol === 'https' && parsed.host === home && serviceToken
      ? { type: 'token', token: serviceToken }
      : nobody;
  }

  /**
   * The login for the platform's own repository: the run's token, else the manifest's.
   *
   * @throws UserError (`secret-missing`)
   */
  ofPlatform(remote: string, git: GitConfig | undefined): Access {
    const { github } = this.#options;
    const parsed = parseRemote(remote);
    if (github && parsed?.protocol === 'https' && parsed.host === new URL(github.serverUrl).host)
      return { type: 'token', token: github.token };
    return this.#own(remote, git, 'the platform repository') ?? nobody;
  }

  #own(remote: string, git: GitConfig | undefined, what: string): Access | undefined {
    const protocol = parseRemote(remote)?.protocol;
    const { auth } = git ?? {};
    const key = auth?.type === 'token' ? undefined : auth?.ssh?.key;
    if (protocol === 'ssh' && key) return this.#ssh(this.#resolve(key, `The ssh key of ${what}`));
    const token = (auth?.type === 'ssh' ? undefined : auth?.token) ?? git?.github?.token;
    return protocol === 'https' && token
      ? { type: 'token', token: this.#resolve(token, `The git token of ${what}`) }
      : undefined;
  }

  #ssh(key: Secret): Access {
    const { knownHosts } = this.#options;
    return { type: 'ssh', key, ...(knownHosts === undefined ? {} : { knownHosts }) };
  }

  #resolve(source: SecretRef, what: string): Secret {
    const name = source.type === 'literal' ? undefined : `${source.type} ${source.source}`;
    const known = name === undefined ? undefined : this.#secrets.get(name);
    if (known) return known;
    const secret = resolveSecret(source, what, this.#options, this.#runContext);
    if (name !== undefined) this.#secrets.set(name, secret);
    return secret;
  }
}

interface GitHubForRun {
  readonly settings: Pick<StageOptions, 'github'>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Access to GitHub with the token for pull requests: the one that was given to the run, else `platform.git.github.token` of
 * the manifest, else the workflow's own. Pull requests of the workflow's own token start no workflows, so that a token of
 * the manifest goes before it. A note tells where the manifest's has no value.
 */
export function githubFor(
  { platform: { git } }: Manifest,
  options: Pick<StageOptions, 'github' | 'workspace'>,
  runContext: RunContext,
): GitHubForRun {
  const { github } = options;
  const named = git?.github?.token;
  if (!github?.isWorkflowToken || !named) return { settings: { github }, diagnostics: [] };
  try {
    const token = resolveSecret(named, 'The token of `platform.git.github`', options, runContext);
    return { settings: { github: { ...github, token, isWorkflowToken: false } }, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const cause = "Pull requests are kept with the workflow's own token, and such pull requests start no workflows.";
    const notes = error.diagnostics.map((found): Diagnostic => ({ ...found, severity: 'note', cause }));
    return { settings: { github }, diagnostics: notes };
  }
}
