import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Deck } from '../deck.ts';
import { merge, type Scratch } from './convert.ts';
import { type ExtraFiles, extraFolders, teamFolders } from './extra.ts';
import {
  convertedName,
  type FileTree,
  limits,
  patchName,
  type RenderService,
  type RenderTeam,
  recordName,
  stateName,
} from './files.ts';
import { inCommittedOrder } from './order.ts';
import { quoteTemplates } from './quote.ts';
import { digestOf, type HeldEntry, noRecord, type RecordEntry, readRecord, writeRecord } from './record.ts';
import { asCommitted, type HeldService, renderService, type ServiceRendering } from './service.ts';

export interface TeamContext {
  readonly tree: FileTree;
  readonly deck: Deck;
  readonly scratch: Scratch;
  readonly extras: ExtraFiles;
  /** Renders everything, whatever the record says. */
  readonly anew: boolean;
}

/** What became of a team's files. */
export interface TeamRendering {
  /** What shall stand where: paths are relative to the platform directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Why services have what they had: faults of their own specifications. */
  readonly held: readonly Diagnostic[];
  /** What may be wrong about where traffic goes. */
  readonly traffic: readonly Diagnostic[];
  /** How many services decK ran for, and how many were known from the record. */
  readonly rendered: number;
  readonly kept: number;
  readonly merged: boolean;
  /** The merged file as decK wrote it just now. */
  readonly fresh?: string | undefined;
}

/** What a team without any service or entity of its own has: a file that asks for nothing, so that a sync can clear. */
const empty = '_format_version: "3.0"\nservices: []\n';

/** Renders a team's services and merges them. */
export async function renderTeam(team: RenderTeam, context: TeamContext): Promise<TeamRendering> {
  const { tree, extras } = context;
  const path = (name: string) => `${team.directory}/${name}`;
  const recordFile = tree.read(path(recordName), limits.record);
  const recordText = recordFile.type === 'file' ? recordFile.file.text : undefined;
  const record = context.anew ? noRecord : readRecord(recordText);
  const folders = teamFolders(team);
  const services = await Promise.all(
    team.services.map((service) => renderService(service, record.services.get(service.key), { ...context, folders })),
  );
  const diagnostics = services.flatMap((service) => service.diagnostics);
  const files = new Map<string, string>();
  for (const { service, patch, converted } of services) {
    if (patch !== undefined) files.set(`${service.directory}/${patchName}`, patch);
    if (converted !== undefined) files.set(`${service.directory}/${convertedName}`, converted);
  }

  const committed = tree.read(path(stateName), limits.deck);
  if (committed.type === 'refused') diagnostics.push(committed.diagnostic);
  const before = committed.type === 'file' ? committed.file.text : undefined;
  const extra = extras.of(extraFolders(team));
  diagnostics.push(...extra.diagnostics);
  const parts = [
    ...services.flatMap(({ converted, fresh, held }) => {
      // What is committed goes into nothing that is rendered anew, and nowhere unread: decK might read it in another way than we.
      const text = context.anew || held ? (fresh ?? converted) : converted;
      return text === undefined ? [] : [{ text }];
    }),
    ...extra.entities,
  ];
  const state = await renderState(team, parts, before, record.state, recordText !== undefined, context);
  if (state?.diagnostic) diagnostics.push(state.diagnostic);
  if (state?.text !== undefined) files.set(path(stateName), state.text);
  const held = new Map(
    services.flatMap(({ service, held: own }) => heldEntry(service, own, tree.show(service.specification))),
  );
  if (state?.text !== undefined || held.size > 0) {
    const entries = services.flatMap(({ service, entry }) => (entry ? [[service.key, entry] as const] : []));
    files.set(path(recordName), writeRecord({ services: new Map(entries), state: state?.entry, held }));
  }
  return {
    files,
    diagnostics,
    held: services.flatMap((service) => service.held?.diagnostics ?? []),
    traffic: services.flatMap(({ traffic }) => traffic),
    ...counts(services),
    merged: state?.merged ?? false,
    fresh: state?.fresh,
  };
}

/** @param shown the path of the specification as findings have it */
function heldEntry({ key }: RenderService, held: HeldService | undefined, shown: string): [string, HeldEntry][] {
  if (held?.specification === undefined) return [];
  const findings = held.diagnostics.map(({ code, message, cause, fix, at }) => ({
    code,
    message,
    ...(cause === undefined ? {} : { cause }),
    ...(fix === undefined ? {} : { fix }),
    ...(at?.file === shown ? at.start : {}),
  }));
  return [[key, { specification: held.specification, findings }]];
}

interface StateRendering {
  readonly text?: string | undefined;
  readonly entry?: RecordEntry | undefined;
  readonly merged: boolean;
  readonly fresh?: string;
  readonly diagnostic?: Diagnostic;
}

/** The team's merged file; undefined where there is none and need not be one. */
async function renderState(
  team: RenderTeam,
  parts: readonly { readonly text: string }[],
  before: string | undefined,
  known: RecordEntry | undefined,
  ours: boolean,
  { tree, deck, scratch }: TeamContext,
): Promise<StateRendering | undefined> {
  if (parts.length === 0) {
    // A file that nobody rendered is somebody's own work.
    if (before === undefined || !ours) return undefined;
    const entry = { inputs: digestOf(deck.version), output: digestOf(empty) };
    return { text: asCommitted(before, empty), entry, merged: false, fresh: empty };
  }
  // In the order they come: the committed order is part of the output, which the record knows too.
  const texts = parts.map(({ text }) => text);
  const templates = texts.some((text) => text.includes('${{'));
  // Files of before templates were quoted are rendered again.
  const inputs = digestOf(deck.version, ...(templates ? ['quoted'] : []), ...texts);
  if (before !== undefined && known?.inputs === inputs && known.output === digestOf(before))
    return { text: before, entry: known, merged: false };
  const ordered = before === undefined ? parts : inCommittedOrder(parts, before);
  const result = await merge(
    deck,
    ordered.map(({ text }) => text),
    tree.show(`${team.directory}/${stateName}`),
    scratch,
  );
  if ('diagnostic' in result) return { text: before, entry: undefined, merged: true, diagnostic: result.diagnostic };
  const rendered = quoteTemplates(result.text);
  const same = asCommitted(before, rendered);
  // Quotes are nobody's business but where a value is filled in between them.
  const text = same === quoteTemplates(same) ? same : rendered;
  return { text, entry: { inputs, output: digestOf(text) }, merged: true, fresh: rendered };
}

function counts(services: readonly ServiceRendering[]): { rendered: number; kept: number } {
  const rendered = services.filter((service) => service.rendered).length;
  return { rendered, kept: services.filter(({ converted }) => converted !== undefined).length - rendered };
}
