import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import { manifestTable } from './table/manifest.ts';

/** The top-level keys whose members other parts of a manifest name. */
const defining = ['teams', 'environment-types'];

const known = Object.keys(manifestTable.keys).map(writtenName);

/**
 * Whether something is missing from a manifest file because it has the wrong type or stands under a mistyped key, so
 * that what others name may be in there. The shape has been complained about then, and references to it need not be.
 */
export function hasHoles(root: unknown): boolean {
  if (root === null) return false;
  if (!isRecord(root)) return true;
  if (Object.keys(root).some((key) => !known.includes(key) && !key.startsWith('x-'))) return true;
  return defining.some((key) => !isMapOfBlocks(root[key])) || !isMapOfTeams(root.teams);
}

function isMapOfTeams(teams: unknown): boolean {
  return !isRecord(teams) || Object.values(teams).every((team) => !isRecord(team) || isMapOfBlocks(team.services));
}

function isMapOfBlocks(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return isRecord(value) && Object.values(value).every((item) => item === null || isRecord(item));
}
