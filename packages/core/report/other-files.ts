import type { ServiceStaging } from '../run/staging.ts';
import { visible } from '../value/visible.ts';

/** What the files beside a specification are to those who read about them. */
const meanings: Readonly<Record<string, string>> = {
  '.konduct-source.yaml': 'the record of where it came from',
  'ko-patch.yaml': 'the name that links it to its gateway service',
  'kong-from-oas.yaml': 'the decK file made of it',
};

/** What changes for a service whose specification does not: `only the record of where it came from`. */
export function otherFilesWords({ otherFiles = [] }: ServiceStaging): string | undefined {
  const [first, ...more] = otherFiles.map((name) => meanings[name] ?? visible(name));
  if (first === undefined) return undefined;
  const last = more.pop();
  return `only ${[first, ...more].join(', ')}${last === undefined ? '' : ` and ${last}`}`;
}
