import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import { settingsOf } from './conversion-arguments.ts';
import { type FileTree, limits, type RenderTeam, recordName } from './files.ts';
import { digestOf, readRecord } from './record.ts';

const consequence = 'Its gateway configuration stays as it was, and the other services of its team go on.';

/**
 * A finding about a held service, worded for other teams: for checks of pull requests, which it must not stop. It stays
 * an error if the environment type asks for one, and if it is a mistake in the manifest.
 */
export function toldToOthers(held: Diagnostic): Diagnostic {
  if (held.code === 'upstream-unclear' || held.code === 'upstream-invalid') return held;
  return asWarning(held);
}

/** A finding about a held service as a warning. */
export function asWarning(held: Diagnostic): Diagnostic {
  const cause = held.cause === undefined ? consequence : `${held.cause} ${consequence}`;
  return { ...held, severity: 'warning', cause };
}

/**
 * The findings of the last rendering from the record, if the specifications are the same as then. They are reported
 * where decK does not run, and change no result. `upstream-invalid` is not among them: the manifest and the document tell
 * without a record.
 */
export function recordedHeld(team: RenderTeam, tree: FileTree): Diagnostic[] {
  const found = tree.read(`${team.directory}/${recordName}`, limits.record);
  if (found.type !== 'file') return [];
  const { held } = readRecord(found.file.text);
  if (held.size === 0) return [];
  return team.services.flatMap((service) => {
    const entry = held.get(service.key);
    const found = entry && tree.read(service.specification, limits.specification);
    if (found?.type !== 'file') return [];
    const { file } = found;
    if (digestOf(file.text, ...settingsOf(service)) !== entry?.specification) return [];
    // The environment type may have become more lenient since.
    const told = entry.findings.filter(
      ({ code }) => code !== 'upstream-invalid' && (code !== 'upstream-unclear' || service.unclearUpstream === 'error'),
    );
    return told.map(({ line, column, ...finding }) => {
      const start = line === undefined || column === undefined ? undefined : { line, column };
      const at = start ? { file: file.path, start, end: start } : (service.upstream?.at ?? startOf(file.path));
      return toldToOthers({ severity: 'error', ...finding, at });
    });
  });
}
