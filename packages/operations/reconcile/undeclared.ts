import path from 'node:path';
import type { Configuration } from '../configuration.ts';
import { FolderListing } from '../folder-listing.ts';
import { standIn } from '../named-secrets.ts';
import type { ReconcileOptions } from '../options.ts';
import { PlatformDocuments } from '../platform-documents.ts';
import { RenderedServices } from '../rendered-services.ts';
import { TextFiles } from '../text-file.ts';

/**
 * The configuration of an organization that no manifest declares any more: only the owner of its objects and the source
 * of its token are known.
 *
 * @param owner the value of the owner label
 */
export function undeclared(options: ReconcileOptions, owner: string): Configuration {
  const { organizations, accessTokenVariable, workspace, config } = options;
  const root = path.resolve(workspace);
  const texts = new TextFiles(path.resolve(root, config), root);
  const documents = new PlatformDocuments(texts, false, standIn);
  return {
    diagnostics: [],
    tokens: [],
    documents,
    listing: new FolderListing(path.resolve(root, config)),
    instances: [],
    inputs: { files: [], documents: new Map() },
    organizations: organizations.map((name) => ({
      name,
      owner,
      previousOwners: [],
      moved: [],
      listedRegions: [],
      regions: [],
      source: options,
      namedKinds: new Set(),
      renderedServices: new RenderedServices(texts, []),
      environmentOrder: new Map(),
      isDeclaredElsewhere: () => false,
      accessToken: accessTokenVariable === undefined ? undefined : { type: 'env', source: accessTokenVariable },
      graph: { organization: name, nodes: [], dependencies: new Map(), names: new Map() },
    })),
  };
}
