import path from 'node:path';
import type { Configuration } from '../configuration.ts';
import type { ReconcileOptions } from '../options.ts';
import { StagedDocuments } from '../staged-documents.ts';
import { TextFiles } from '../text-file.ts';

/**
 * An organization that no manifest declares any more: what there is to know of it is whose its objects are and where its
 * token is.
 *
 * @param owner the value of the owner label
 */
export function undeclared(
  { organizations, accessTokenVariable, workspace, config }: ReconcileOptions,
  owner: string,
): Configuration {
  const root = path.resolve(workspace);
  const documents = new StagedDocuments(new TextFiles(path.resolve(root, config), root), false);
  return {
    diagnostics: [],
    documents,
    instances: [],
    organizations: organizations.map((name) => ({
      name,
      owner,
      previousOwners: [],
      moved: [],
      listedRegions: [],
      regions: [],
      environmentOrder: new Map(),
      isDeclaredElsewhere: () => false,
      accessToken: accessTokenVariable === undefined ? undefined : { type: 'env', source: accessTokenVariable },
      graph: { organization: name, nodes: [], dependencies: new Map(), names: new Map() },
    })),
  };
}
