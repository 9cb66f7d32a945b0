import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A document of the corpus, as a service of the platform. */
export interface CorpusDocument {
  /** The keys of its service and of its team: `doc-00001`. */
  readonly key: string;
  /** From the folder of the corpus. */
  readonly path: string;
  readonly text: string;
}

export const environment = 'dev';
export const tokenVariable = 'CORPUS_TOKEN';

/** Writes a platform with one service for each document, each in a team of its own, so that none waits for another. */
export function writePlatform(workspace: string, documents: readonly CorpusDocument[], remote: string): void {
  const directory = path.join(workspace, 'konnect');
  mkdirSync(directory, { recursive: true });
  const teams = Object.fromEntries(
    documents.map(({ key, path: specPath }) => [
      key,
      { services: { [`corpus/${key}`]: { name: key, git: { remote }, 'spec-path': specPath } } },
    ]),
  );
  const organization = {
    'access-token': { type: 'env', value: tokenVariable },
    environments: { [environment]: { type: 'DEV', region: 'eu' } },
  };
  const manifests = {
    platform: { platform: { name: 'corpus' } },
    teams: { teams },
    organizations: { organizations: { corpus: organization } },
  };
  // JSON is YAML.
  for (const [name, manifest] of Object.entries(manifests))
    writeFileSync(path.join(directory, `${name}.yaml`), JSON.stringify(manifest));
}
