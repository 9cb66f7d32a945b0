import type { EnvironmentStaging, ServiceStaging } from '../../run/staging.ts';
import { count } from '../../value/count.ts';
import { shorten } from '../../value/visible.ts';
import { isBreaking, trafficMove, versionWords } from '../comparison-words.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';

const mostNames = 5;
const mostMoves = 20;
const mostServers = 3;
const longestServer = 120;

/** The warnings about the APIs of an environment that a reviewer must read first, a block for each. */
export function apiHeadlines(services: readonly ServiceStaging[], staging: EnvironmentStaging): string[] {
  return [
    ...gateHeadline(staging),
    ...breakingHeadline(services),
    ...versionHeadline(services),
    ...uncomparedHeadline(services),
    ...trafficHeadline(services),
  ];
}

function gateHeadline({ environment, gate }: EnvironmentStaging): string[] {
  if (!gate) return [];
  const rule = `The gate of ${codeSpan(environment)} (${codeSpan(`fail-on: ${gate.failOn}`)})`;
  const unknown = gate.uncompared === 0 ? [] : [`${count(gate.uncompared, 'API')} of which nobody can tell`];
  const what = [...(gate.changes === 0 ? [] : [count(gate.changes, 'change')]), ...unknown].join(' and ');
  const of = `(${names(gate.services)})`;
  if (gate.allowedBy !== undefined) {
    return [`🔓 ${rule} would stop ${what} ${of}; ${codeSpan(`@${gate.allowedBy}`)}, a code owner, lets it through.`];
  }
  return [`⛔ **${rule} stops ${what}** ${of}. The findings say how it may come all the same.`];
}

function breakingHeadline(services: readonly ServiceStaging[]): string[] {
  const breaking = services.filter(isBreaking);
  if (breaking.length === 0) return [];
  const changes = breaking.flatMap(({ changes = [] }) => changes.filter(({ level }) => level === 'breaking'));
  const accepted = changes.filter((change) => change.accepted).length;
  const of = accepted === 0 ? '' : `, ${accepted === changes.length ? 'all' : accepted} of them accepted`;
  return [`💥 **${count(breaking.length, 'API')} with breaking changes**: ${count(changes.length, 'change')}${of}.`];
}

function versionHeadline(services: readonly ServiceStaging[]): string[] {
  const quiet = services.filter((service) => versionWords(service) !== undefined);
  if (quiet.length === 0) return [];
  const many = quiet.length === 1 ? 'breaks callers and takes' : 'break callers and take';
  const keys = names(quiet.map(({ service }) => service));
  return [`🔢 **${count(quiet.length, 'API')} ${many} no major step** in the version: ${keys}.`];
}

function uncomparedHeadline(services: readonly ServiceStaging[]): string[] {
  const unknown = services.filter(({ uncompared }) => uncompared);
  if (unknown.length === 0) return [];
  const whole = unknown.filter(({ uncompared, changes }) => !uncompared?.paths && !changes);
  const parts = unknown.filter((service) => !whole.includes(service));
  const keys = (list: readonly ServiceStaging[]) => names(list.map(({ service }) => service));
  const read = 'Read the difference yourself: it may break those who call the API.';
  return [
    ...(whole.length === 0
      ? []
      : [`❓ **${count(whole.length, 'API')} could not be compared**: ${keys(whole)}. ${read}`]),
    ...(parts.length === 0
      ? []
      : [`❓ **${count(parts.length, 'API')} could be compared in part only**: ${keys(parts)}. ${read}`]),
  ];
}

function trafficHeadline(services: readonly ServiceStaging[]): string[] {
  const moving = services.flatMap((service) => {
    const move = trafficMove(service);
    return move ? [{ service, move }] : [];
  });
  if (moving.length === 0) return [];
  const lines = moving.slice(0, mostMoves).map(({ service: { service, organization }, move: { from, to } }) => {
    const name = `${codeSpan(service)} (${escapeMarkdown(organization)})`;
    return `- ${name}: ${addresses(from)} → ${addresses(to)}`;
  });
  const left = moving.length - lines.length;
  const title = `🚦 **Traffic moves**: gateways send the requests of ${count(moving.length, 'API')} to other addresses.`;
  return [[title, '', ...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')];
}

function addresses(servers: readonly string[]): string {
  if (servers.length === 0) return 'none';
  const shown = servers
    .slice(0, mostServers)
    .map((server) => codeSpan(server === '' ? '/' : shorten(server, longestServer)));
  const left = servers.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function names(keys: readonly string[]): string {
  const shown = [...new Set(keys)].map((key) => codeSpan(key));
  const left = shown.length - mostNames;
  return left > 0 ? `${shown.slice(0, mostNames).join(', ')} and ${left} more` : shown.join(', ');
}
