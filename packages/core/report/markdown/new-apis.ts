import type { ServiceStaging } from '../../run/staging.ts';
import { count } from '../../value/count.ts';
import { codeSpan, escapeHtml } from './escape.ts';
import { atLeast, type Detail } from './fit.ts';

/** A fold for each new API with its servers and operations. */
export function newApiBlocks(services: readonly ServiceStaging[], detail: Detail): string[] {
  const most = atLeast(detail, 'everything') ? 300 : atLeast(detail, 'changes') ? 40 : 10;
  if (!atLeast(detail, 'names')) return [];
  return services.flatMap((service) => {
    const { outcome, operations, servers = [] } = service;
    if (outcome !== 'added' || !operations) return [];
    const title = `<b>${escapeHtml(service.service)}</b> (${escapeHtml(service.organization)}): new`;
    const left = operations.length - most;
    const from = servers.length === 0 ? 'no server' : servers.map((server) => codeSpan(server || '/')).join(', ');
    return [
      [
        '<details>',
        `<summary>${title}, ${count(operations.length, 'operation')}</summary>`,
        '',
        `Servers: ${from}`,
        '',
        ...operations.slice(0, most).map((operation) => `- ${codeSpan(operation)}`),
        ...(left > 0 ? [`- _and ${left} more_`] : []),
        '',
        '</details>',
      ].join('\n'),
    ];
  });
}
