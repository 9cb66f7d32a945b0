import type { Protector } from '@konduct/deck/gateway/protection';
import { type Plane, planesOf } from '@konduct/deck/render/plane';
import type { ManifestProtection } from './protection.ts';
import type { DeckTeam } from './teams.ts';

/** A control plane of a run, with the teams whose files go to it and what protects its entities. */
export interface DeckPlane extends Plane<DeckTeam> {
  readonly region: string;
  readonly protection: ManifestProtection;
}

/** The control planes of some teams. Teams of one environment may share one; services may have one apart. */
export function deckPlanes(teams: readonly DeckTeam[]): DeckPlane[] {
  return planesOf(teams).map((plane) => {
    const protections = plane.members.map(({ team }) => team.protection);
    return {
      ...plane,
      region: plane.members[0].team.region,
      protection: {
        // What protects one of the teams protects the control plane, whose entities do not say whose they are.
        plane: distinct(protections.flatMap((protection) => protection.plane)),
        apis: new Map(protections.flatMap(({ apis }) => [...apis])),
      },
    };
  });
}

/** The protectors, each once: all teams have those of the organization and of the environment. */
function distinct(protectors: readonly Protector[]): Protector[] {
  return [...new Map(protectors.map((protector) => [protector.cause, protector])).values()];
}
