import { defaultLimits } from '../../../packages/konnect/client/limits.ts';
import { defaultRetry } from '../../../packages/konnect/retry.ts';
import type { NetworkLimits } from '../../../packages/network/limits.ts';
import { mostPages } from '../../../packages/repository/github/client.ts';
import { defaultPatience } from '../../../packages/repository/github/patience.ts';
import { gitHubLimits } from '../../../packages/repository/github/transport.ts';
import { documentLimits } from '../../../packages/repository/specification/remote-document.ts';
import { downloadLimits, mostRedirects } from '../../../packages/tool/provide/download.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

interface Client {
  readonly name: string;
  readonly limits: NetworkLimits;
  readonly late: string;
  readonly lists: string;
  readonly redirects: string;
  readonly ends: readonly string[];
}

const clients: readonly Client[] = [
  {
    name: 'Konnect',
    limits: defaultLimits,
    late: `${defaultRetry.timeouts} times at most`,
    lists: `${seconds(defaultRetry.list)} for all pages; ten pages without anything new, an empty one, or a count that grows end it`,
    redirects: 'none',
    ends: ['konnect-unavailable', 'konnect-answer', 'konnect-paging'],
  },
  {
    name: 'GitHub',
    limits: gitHubLimits,
    late: `${defaultPatience.timeouts} times at most`,
    lists: `${seconds(defaultPatience.deadline)} for all pages and repetitions, and ${mostPages} pages; an empty one ends it`,
    redirects: 'none',
    ends: ['github-unavailable', 'github-answer', 'github-rate-limited'],
  },
  {
    name: 'downloads of decK and oasdiff',
    limits: downloadLimits,
    late: 'once, and then the tool is built',
    lists: 'has none',
    redirects: `${mostRedirects}, to https alone`,
    ends: ['deck-missing', 'tool-missing'],
  },
  {
    name: 'documents that a `$ref` names',
    limits: documentLimits,
    late: 'once in a run',
    lists: 'has none',
    redirects: 'none',
    ends: ['reference-refused'],
  },
];

/** The time limits of every client, with the codes of their findings. */
export function deadlinesPage(): Artefact {
  const rows = clients.map(({ name, limits, late, lists, redirects, ends }) => [
    name,
    seconds(limits.connect),
    seconds(limits.tunnel),
    seconds(limits.answer),
    `${limits.bytes / 1024 / 1024} MiB`,
    late,
    lists,
    redirects,
    ends.map(code).join(', '),
  ]);
  const text = `${generatedNotice('packages/network and its clients')}

# Deadlines

This page is about HTTP; its last lines are about programs. Every connection of ours goes through one client,
\`packages/network\`: certificates are always verified, proxies are those of
\`HTTPS_PROXY\`, \`HTTP_PROXY\` and \`NO_PROXY\`, and no answer is waited for without end. The time of a whole answer
counts from the request to its last byte, redirects included, however steadily it trickles. Nothing is asked again after a
certificate that does not hold, a proxy that refuses, or an answer that is too large. What is waited for is told every ten
seconds, and reading Konnect, and GitHub while staging, ends at once when the
run is asked to stop.

${table(
  [
    'Who is asked',
    'Connection',
    "Proxy's CONNECT",
    'Whole answer',
    'Size',
    'A late answer is asked for',
    'A list',
    'Redirects followed',
    'Ends as',
  ],
  rows,
)}

Programs have limits of their own: git has \`time-limit\` seconds for each of its processes (60 unless it is given), oasdiff
\`compare-time-limit\` (60), decK \`deck-time-limit\` for work on files (60) and \`gateway-time-limit\` where it talks to Konnect
(600), and Go 30 minutes to build a tool. [All limits](limits.md). Of Konnect's answer
the head has to come within 40 s, and no two pieces of its body may be more than 30 s apart.
`;
  return { path: 'docs/reference/deadlines.md', text };
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
