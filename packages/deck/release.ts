import { goReleaserArchive, type ToolDescription } from '@konduct/tool/provide/description';

/** decK in Kong's releases. */
export const deckTool: ToolDescription = {
  name: 'deck',
  title: 'decK',
  version: '1.64.0',
  variable: 'KONDUCT_DECK',
  checksumsInput: 'deck-checksums',
  versionArgs: ['version', '--analytics=false'],
  versionPattern: /\bdecK v?(\d[\w.+-]{0,63})/,
  release: {
    base: 'https://github.com/Kong/deck/releases/download',
    archive: goReleaserArchive('deck'),
    // No source other than the release itself publishes digests of this version's archives.
    vouched: {},
  },
  source: { module: 'github.com/kong/deck', versionVariable: 'github.com/kong/deck/cmd.VERSION' },
  findings: { missing: 'deck-missing', untrusted: 'deck-untrusted' },
};
