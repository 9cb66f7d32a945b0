import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
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
  /** Renders everything, even files that the record proves to be up to date. */
  readonly anew: boolean;
}

/** The result for a team's files. */
export interface TeamRendering {
  /** The desired texts by path, relative to the platform directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in specifications of services that keep their earlier files. */
  readonly held: readonly Diagnostic[];
  /** Warnings about the targets of services' traffic. */
  readonly traffic: readonly Diagnostic[];
  /** The number of services for which decK ran, and the number that the record proved to be up to date. */
  readonly rendered: number;
  readonly kept: number;
  readonly merged: boolean;
  /** The merged file as decK wrote it in this run. */
  readonly fresh?: string | undefined;
  /** The configuration of each service for a control plane, by its key. A service without any is not among them. */
  readonly services: ReadonlyMap<string, string>;
}

/** The file of a team without services and entities. A sync of it removes what the team had. */
export const empty = '_format_version: "3.0"\nservices: []\n';

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
  const ofServices = new Map(
    services.flatMap(({ service, converted, fresh, held }) => {
      // A new rendering never uses committed text, and no committed text is used before Konduct has read it: decK might
      // read it differently.
      const text = context.anew || held ? (fresh ?? converted) : converted;
      return text === undefined ? [] : [[service.key, text] as const];
    }),
  );
  const parts = [...[...ofServices.values()].map((text) => ({ text })), ...extra.entities];
  // Without a file that has an error, the merged file would lack its entities, and a sync would delete them.
  const state = hasErrors(extra.diagnostics)
    ? { text: before, entry: record.state, merged: false }
    : await renderState(team, parts, before, record.state, recordText !== undefined, context);
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
    services: ofServices,
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

/** The team's merged file; undefined where the team has none and needs none. */
async function renderState(
  team: RenderTeam,
  parts: readonly { readonly text: string }[],
  before: string | undefined,
  known: RecordEntry | undefined,
  ours: boolean,
  { tree, deck, scratch }: TeamContext,
): Promise<StateRendering | undefined> {
  if (parts.length === 0) {
    // Konduct did not render this file, so a person wrote it.
    if (before === undefined || !ours) return undefined;
    const entry = { inputs: digestOf(deck.version), output: digestOf(empty) };
    return { text: asCommitted(before, empty), entry, merged: false, fresh: empty };
  }
  // The digest covers the parts in their own order. The committed order is part of the output, which has a digest of
  // its own.
  const texts = parts.map(({ text }) => text);
  const templates = texts.some((text) => text.includes('${{'));
  // `quoted` changes the digest of files from before templates were quoted, so that they are rendered again.
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
  // A different notation is kept, unless a value would be filled in without quotes.
  const text = same === quoteTemplates(same) ? same : rendered;
  return { text, entry: { inputs, output: digestOf(text) }, merged: true, fresh: rendered };
}

function counts(services: readonly ServiceRendering[]): { rendered: number; kept: number } {
  const rendered = services.filter((service) => service.rendered).length;
  return { rendered, kept: services.filter(({ converted }) => converted !== undefined).length - rendered };
}
