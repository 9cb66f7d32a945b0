import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { convertedName, type FileTree, limits, type RenderTeam } from './files.ts';
import { mayBeUnclear, trafficProblems } from './traffic.ts';
import { upstreamProblems } from './upstream.ts';

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

/**
 * Errors in the `upstream` of services in the manifest, from the staged documents alone: decK is not needed, and what was
 * rendered before does not count.
 */
export function committedUpstreams(team: RenderTeam, tree: FileTree): readonly Diagnostic[] {
  return team.services.flatMap((service) => {
    // The addresses of the manifest were checked when it was read.
    if (!service.upstream?.targets.some(({ server }) => server !== undefined)) return [];
    const specification = tree.read(service.specification, limits.specification);
    return specification.type === 'file' ? upstreamProblems(service, specification.file) : [];
  });
}
