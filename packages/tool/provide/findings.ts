import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ToolDescription } from './description.ts';

/**
 * The finding about a missing tool: an error, unless runs go on without it.
 *
 * @param advice ways to get its release, in sentences
 */
export function missing(
  { title, findings }: ToolDescription,
  version: string,
  tried: readonly string[],
  advice?: string,
): Diagnostic {
  const { missing: code, without } = findings;
  return {
    severity: without === undefined ? 'error' : 'warning',
    code,
    message: `${title} ${version} is not here and could not be installed${without === undefined ? '' : `, so that ${without}`}`,
    cause: `Tried in this order: ${tried.join('; ')}`,
    fix: `Put ${title} ${version} on the PATH, or install Go so that it can be built.${advice === undefined ? '' : ` To have its release: ${advice}`}`,
  };
}

/** An error, and nothing that is wrong with the tool: somebody asked the run to stop. */
export function stopped({ title }: ToolDescription, version: string): Diagnostic {
  return {
    severity: 'error',
    code: 'run-interrupted',
    message: `The run was asked to stop before ${title} ${version} was here`,
    fix: 'Run it again, or put it on the PATH.',
  };
}

/** A warning: another way to have it may still work, and a tampered download should be known in any case. */
export function refused({ title, findings }: ToolDescription, version: string, reason: string): Diagnostic {
  return {
    severity: 'warning',
    code: findings.untrusted,
    message: `The release of ${title} ${version} was not taken: ${reason}`,
    fix: 'Find out where the download comes from before you trust it.',
  };
}

/** A note that the release is complete, but that only its own checksums.txt vouches for it. */
export function unvouched(tool: ToolDescription, version: string, digest: string): Diagnostic {
  return {
    severity: 'note',
    code: tool.findings.untrusted,
    message: `${tool.title} ${version} was taken from its release, whose checksums.txt has the SHA-256 ${digest}`,
    cause:
      'The release was checked against its own checksums, which shows damage, and nothing of somebody who replaced both',
    fix: `Set \`${tool.checksumsInput}\` to ${digest} to accept exactly this release.`,
  };
}

export function notAVersion(tool: ToolDescription, text: string): Diagnostic {
  return {
    severity: 'error',
    code: 'input-invalid',
    message: `${JSON.stringify(text)} is not a version of ${tool.title}`,
    fix: `Write it like ${tool.version}.`,
  };
}
