import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isRecord } from '../../packages/core/value/record.ts';
import { oasdiffTool } from '../../packages/repository/api-change/oasdiff-release.ts';
import { findTool } from '../tools/place.ts';
import type { Artefact } from './artefact.ts';

/**
 * The rules of oasdiff as code, from `oasdiff checks changelog`. Empty where `npm run tools` has not installed oasdiff:
 * the committed file stays, and a test compares it wherever oasdiff is.
 */
export async function oasdiffRules(): Promise<Artefact[]> {
  const program = await findTool('oasdiff');
  if (program === undefined) return [];
  const options = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, ['checks', 'changelog', '--format=json'], options);
  return [rulesModule(JSON.parse(stdout))];
}

/** @param checks oasdiff's list: `[{"id": "…", "locations": ["paths.*.*:remove"]}]` */
export function rulesModule(checks: unknown): Artefact {
  const rules = new Map<string, Set<string>>();
  for (const check of Array.isArray(checks) ? checks : []) {
    if (!isRecord(check) || typeof check.id !== 'string' || !Array.isArray(check.locations))
      throw new Error(`oasdiff describes a rule in a way that is not known: ${JSON.stringify(check)}`);
    for (const location of check.locations) {
      const [place = ''] = String(location).split(':', 1);
      rules.set(place, (rules.get(place) ?? new Set()).add(check.id));
    }
  }
  const lines = [...rules].sort().map(([place, ids]) => `  '${place}':\n    '${[...ids].sort().join(' ')}',\n`);
  return {
    path: 'packages/repository/api-change/rules.generated.ts',
    text: [
      `// Written by \`npm run generate\` from \`oasdiff checks changelog\` of oasdiff ${oasdiffTool.version}. Do not edit.\n`,
      '\n/** The places that rules of oasdiff look at, with the names of the rules, separated by spaces. */\n',
      `export const rulesByLocation: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`,
    ].join(''),
  };
}
