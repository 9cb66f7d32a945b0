import { existsSync } from 'node:fs';
import path from 'node:path';
import { SHARED } from '../contract/document.ts';

/** The real manifests of Kong Air, as koctl's users have them, beside the checkout. */
export const kongAirDirectory = path.join(SHARED, 'kong-air', 'konnect');

export const kongAirToken = 'kpat_kong-air';
export const kongAirEnvironment = { KONGAIRLINES_KONNECT_TOKEN: kongAirToken };

/** The services of each team. */
export const kongAirServices: Readonly<Record<string, readonly string[]>> = {
  'customer-data': ['bookings', 'customer'],
  'flight-data': ['destinations', 'flights'],
};

/** Whether Kong Air's data is there. Prints a line if it is not. */
export function hasKongAir(what: string): boolean {
  const present = existsSync(kongAirDirectory);
  if (!present) process.stdout.write(`skipped: ${what}, because Kong Air is not in ${kongAirDirectory}\n`);
  return present;
}
