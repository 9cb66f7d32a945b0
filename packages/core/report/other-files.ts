import type { ServiceStaging } from '../run/staging.ts';
import { visible } from '../value/visible.ts';

/** The meaning of the files beside a specification, by name. */
const meanings: Readonly<Record<string, string>> = {
  '.konduct-source.yaml': 'the record of where it came from',
  'ko-patch.yaml': 'the name that links it to its gateway service',
  'kong-from-oas.yaml': 'the decK file made of it',
};

/** The changes of a service whose specification stays the same: `only the record of where it came from`. */
export function otherFilesWords({ otherFiles = [] }: ServiceStaging): string | undefined {
  const [first, ...more] = otherFiles.map((name) => meanings[name] ?? visible(name));
  if (first === undefined) return undefined;
  const last = more.pop();
  return `only ${[first, ...more].join(', ')}${last === undefined ? '' : ` and ${last}`}`;
}
