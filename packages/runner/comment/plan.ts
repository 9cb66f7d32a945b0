import { codeSpan } from '@konduct/core/report/markdown/escape';
import { findingsMarkdown } from '@konduct/core/report/markdown/findings';
import { commentLimit } from '@konduct/core/report/markdown/fit';
import { renderOrganization } from '@konduct/core/report/markdown/organization';
import { findings } from '@konduct/core/run/findings';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';
import { commentMarker, directoryWords, markedNames, type PlanScope, scopeParts } from './marker.ts';
import { type StickyComments, signed } from './sticky.ts';

/** One comment for each organization. */
export function planComments(report: RunReport, github: GitHub, scope: PlanScope): StickyComments {
  const links = linksTo(github);
  const part = scopeParts(scope);
  const comment = (organization: string, markdown: string) => ({
    about: organization,
    marker: commentMarker(report.mode, organization, ...part),
    body: signed(markdown, report.mode, github, directoryWords(scope)),
  });
  return {
    wanted: report.organizations.map((organization) =>
      comment(
        organization.organization,
        renderOrganization(organization, report.mode, { limit: commentLimit, ...(links ? { links } : {}) }),
      ),
    ),
    instead: (body) => {
      const [organization, ...rest] = markedNames(body, report.mode) ?? [];
      if (organization === undefined || rest.join('/') !== part.join('/')) return undefined;
      if (scope.organizations.length > 0 && !scope.organizations.includes(organization)) return undefined;
      const title = `## Konnect ${report.mode}: ${codeSpan(organization)}`;
      const errors = findings(report).filter(({ severity }) => severity === 'error');
      const why =
        report.organizations.length === 0 && errors.length > 0
          ? ['❌ **Nothing was planned; see the errors.**', ...findingsMarkdown(errors, links, 10)]
          : ['There is nothing to plan here any more: no manifest names this organization.'];
      return comment(organization, `${[title, ...why].join('\n\n')}\n`);
    },
  };
}
