import { Secret } from '@konduct/core/secret/secret';
import type { RunContext } from '@konduct/operations/options';
import type { StageOptions } from '@konduct/operations/stage/options';
import type { GitHub } from './github.ts';

interface Given {
  readonly githubToken: string;
  /** The workflow's own token. */
  readonly workflowToken: string;
  readonly base: string;
}

/** The platform repository of a run: the workflow's own, if there is a token for it. */
export function stagingRepository(
  { serverUrl, apiUrl, repository }: GitHub,
  { githubToken, workflowToken, base }: Given,
  { maskSecret }: Pick<RunContext, 'maskSecret'>,
): Pick<StageOptions, 'github' | 'base'> {
  for (const value of [githubToken, workflowToken]) if (value !== '') maskSecret(value);
  const token = new Secret(githubToken);
  const isWorkflowToken = githubToken === workflowToken;
  return {
    ...(base === '' ? {} : { base }),
    ...(repository && githubToken !== '' ? { github: { serverUrl, apiUrl, repository, token, isWorkflowToken } } : {}),
  };
}
