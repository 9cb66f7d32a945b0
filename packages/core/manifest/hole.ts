import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import { manifestTable } from './table/manifest.ts';

/** The top-level keys whose members other parts of a manifest name. */
const defining = ['teams', 'environment-types'];

const known = Object.keys(manifestTable.keys).map(writtenName);

/**
 * Whether a manifest file lacks definitions because a value has the wrong type or a key is mistyped. The check of the
 * shape has reported that. Names that seem undefined may be among the lost definitions, so they are not reported.
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
