import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { convertedName, type FileTree, limits, type RenderTeam } from './files.ts';
import { mayBeUnclear, trafficProblems } from './traffic.ts';

/**
 * Findings about services without a clear target of their traffic, from the committed gateway configurations alone:
 * decK is not needed.
 */
export function committedTraffic(team: RenderTeam, tree: FileTree): Diagnostic[] {
  return team.services.flatMap((service) => {
    const converted = tree.read(`${service.directory}/${convertedName}`, limits.deck);
    if (converted.type !== 'file' || !mayBeUnclear(converted.file.text)) return [];
    const specification = tree.read(service.specification, limits.specification);
    return specification.type === 'file' ? trafficProblems(service, specification.file, converted.file.text) : [];
  });
}
