/** A part of the platform that was applied, as the inputs of that run name it. */
export interface AppliedPart {
  /** The commit, as the user or a record gives it. */
  readonly commit: string;
  /** Absent for every organization. */
  readonly organization?: string;
  /** By default everything. */
  readonly level?: 'all' | 'organization' | 'environment';
  /** Empty for all. */
  readonly environments?: readonly string[];
}

/**
 * The commit that was applied last to a part.
 *
 * @param parts the newest first
 * @param environment undefined for the organization as a whole
 */
export function appliedTo(
  parts: readonly AppliedPart[],
  organization: string,
  environment: string | undefined,
): string | undefined {
  return parts.find((part) => covers(part, organization, environment))?.commit;
}

function covers(
  { organization: applied, level = 'all', environments = [] }: AppliedPart,
  organization: string,
  environment: string | undefined,
): boolean {
  if (applied !== undefined && applied !== organization) return false;
  if (environment === undefined) return level !== 'environment';
  return level !== 'organization' && (environments.length === 0 || environments.includes(environment));
}
