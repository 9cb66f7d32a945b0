import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { rangeOf } from '../source/origin.ts';
import { sha256 } from '../value/digest.ts';
import type { Manifest, Organization } from './manifest.ts';
import { parseRemote } from './remote.ts';

/** What Konnect takes as the value of a label. */
const labelLimit = 63;

export interface Owner {
  readonly owner: string;
  /** The warning that the owner is only a guess, when it is. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Who owns what an organization's manifests describe: the platform's name, else its repository, else the organization's
 * name. It comes from the manifests alone, so that a laptop and a workflow agree.
 */
export function ownerOf(manifest: Manifest, organization: Organization): Owner {
  const { name, git } = manifest.platform;
  if (name !== undefined && name !== '') return { owner: labelValue(name), diagnostics: [] };
  const remote = git?.remote === undefined ? undefined : parseRemote(git.remote);
  if (remote) return { owner: labelValue(`${remote.host}/${remote.path}`.toLowerCase()), diagnostics: [] };
  const owner = labelValue(organization.key);
  if (git?.remoteProblem === 'invalid') return { owner, diagnostics: [] };
  const at = rangeOf(organization, 'key');
  const warning: Diagnostic = {
    severity: 'warning',
    code: 'owner-fallback',
    message: `Nothing says who owns the resources of ${organization.key}, so its own name is used: ${owner}`,
    cause: 'Two platform repositories with an organization of this name would take each other for themselves.',
    fix: 'Give the platform a `name` in platform.yaml, once and for all: changing it later is a change of owner.',
    ...(at ? { at } : {}),
  };
  return { owner, diagnostics: [warning] };
}

/** Text as Konnect takes it for the value of a label: letters, digits, `-`, `.` and `_`, at most 63, alike for alike. */
export function labelValue(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const slug = plain.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  if (slug !== '' && slug.length <= labelLimit) return slug;
  const digest = sha256(text).slice(0, 8);
  const start = slug.slice(0, labelLimit - digest.length - 1).replace(/[^A-Za-z0-9]+$/, '');
  return start === '' ? digest : `${start}-${digest}`;
}
