import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import type { NotReady, ResourceNode } from './node.ts';
import type { ExternalState, World } from './world.ts';

/** The port to staged documents, files and secrets, which are read without asking Konnect. */
export interface Documents {
  /**
   * The object of a reference, or undefined where it is missing.
   *
   * @param kind the name of the kind that is referred to
   * @param place where the reference is written, for findings about its path or name
   */
  get(kind: string, selector: Fields, place?: SourceRange): Fields | undefined;
  /**
   * The ids that files of the platform give to objects like the one a reference means, or undefined where no file says:
   * what decK made of a specification says the id of its gateway service.
   *
   * @param kind the name of the kind that is referred to
   * @param region where it is looked for
   */
  expected?(kind: string, selector: Fields, region: string): ReadonlySet<string> | undefined;
}

/**
 * Looks a document up for an external whose kind reads documents, and tells the world. A document that is not there, or
 * not ready, is waited for: a service may be declared before its first specification is staged. Returns what is wrong
 * with the condition that says when it is ready.
 */
export function resolveDocument(node: ResourceNode, world: World, documents: Documents): Diagnostic | undefined {
  const { external, kind } = node;
  if (!external) return undefined;
  const { fields, unknowns } = node.evaluate(world);
  const described = external.describe(fields);
  const [named = ''] = Object.keys(fields);
  const place = node.placeOf(named) ?? node.place;
  const document = unknowns.length === 0 ? documents.get(kind.name, fields, place) : undefined;
  const notReady = document && node.notReady(world, document);
  world.learnExternal(node.address, stateOf(document, described, notReady));
  return notReady?.problem;
}

function stateOf(document: Fields | undefined, described: string, notReady: NotReady | undefined): ExternalState {
  if (!document) return { state: 'waiting', reason: `${described}, which is not staged yet` };
  return notReady
    ? { state: 'waiting', reason: `${described} (${notReady.reason})` }
    : { state: 'found', value: document };
}
