import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { sha256 } from '../value/digest.ts';
import type { Manifest } from './manifest.ts';
import { parseRemote } from './remote.ts';
import type { ManifestOrganization } from './table/organization.ts';

/** The most characters that Konnect accepts in the value of a label. */
const labelLimit = 63;

export interface Owner {
  readonly owner: string;
  /**
   * The owners in the labels of objects that the platform made under earlier names. These objects still belong to it.
   */
  readonly previous: readonly string[];
  /** A warning where the owner is a guess. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The owner of the objects that an organization's manifests describe: the platform's name, else its repository, else
 * the organization's name. Manifests alone decide it, so that a laptop and a workflow agree.
 */
export function ownerOf(manifest: Manifest, organization: ManifestOrganization): Owner {
  const { owner, isGuess } = currentOwner(manifest, organization);
  const previous = manifest.platform.previousNames.filter((name) => name !== '').map(labelValue);
  return {
    owner,
    previous: [...new Set(previous)].filter((value) => value !== owner),
    diagnostics: isGuess ? [guessed(organization, owner)] : [],
  };
}

function currentOwner(
  { platform: { name, git } }: Manifest,
  organization: ManifestOrganization,
): { readonly owner: string; readonly isGuess: boolean } {
  if (name !== undefined && name !== '') return { owner: labelValue(name), isGuess: false };
  const remote = git?.remote === undefined ? undefined : parseRemote(git.remote);
  if (remote) return { owner: labelValue(`${remote.host}/${remote.path}`.toLowerCase()), isGuess: false };
  // `checkGit` has reported an unusable remote; a warning about the guess would repeat that.
  return {
    owner: labelValue(organization.key),
    isGuess: git?.remoteProblem !== 'invalid' && git?.remoteProblem !== 'control',
  };
}

function guessed(organization: ManifestOrganization, owner: string): Diagnostic {
  const message = `Nothing says who owns the resources of ${organization.key}, so its own name is used: ${owner}`;
  return finding('owner-fallback', message, rangeOf(organization, 'key'), {
    severity: 'warning',
    cause: 'Two platform repositories with an organization of this name would take each other for themselves.',
    fix: `Give the platform a \`name\` in platform.yaml. If Konnect has objects of \`${owner}\` by then, list that under \`previous-names\`.`,
  });
}

/**
 * Text turned into a value that Konnect accepts for a label: letters, digits, `-`, `.` and `_`, at most 63. The same
 * text always gives the same value.
 */
export function labelValue(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const slug = plain.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  if (slug !== '' && slug.length <= labelLimit) return slug;
  const digest = sha256(text).slice(0, 8);
  const start = slug.slice(0, labelLimit - digest.length - 1).replace(/[^A-Za-z0-9]+$/, '');
  return start === '' ? digest : `${start}-${digest}`;
}
