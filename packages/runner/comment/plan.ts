import { commentLimit } from '@konduct/core/report/markdown/fit';
import { renderOrganization } from '@konduct/core/report/markdown/organization';
import type { RunReport } from '@konduct/core/report/report';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';
import { commentMarker } from './marker.ts';
import { type StickyComment, signed } from './sticky.ts';

/** What a job was told to work on; jobs of one matrix keep comments of their own. */
export interface CommentScope {
  readonly environments: readonly string[];
  readonly level: 'all' | 'organization' | 'environment';
}

/** One comment for each organization. */
export function planComments(report: RunReport, github: GitHub, scope: CommentScope): StickyComment[] {
  const links = linksTo(github);
  const part = [...(scope.level === 'all' ? [] : [scope.level]), ...scope.environments];
  return report.organizations.map((organization) => {
    const body = renderOrganization(organization, report.mode, { limit: commentLimit, ...(links ? { links } : {}) });
    return {
      about: organization.organization,
      marker: commentMarker(report.mode, organization.organization, ...part),
      body: signed(body, report.mode, github),
    };
  });
}
