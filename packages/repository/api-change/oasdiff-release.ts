import { goReleaserArchive, type ToolDescription } from '@konduct/tool/provide/description';

/** The published releases of oasdiff. Without it, staging goes on, and its reports do not have the changes of APIs. */
export const oasdiffTool: ToolDescription = {
  name: 'oasdiff',
  title: 'oasdiff',
  version: '1.32.0',
  variable: 'KONDUCT_OASDIFF',
  checksumsInput: 'oasdiff-checksums',
  versionArgs: ['--version'],
  versionPattern: /\boasdiff version v?(\d[\w.+-]{0,63})/,
  release: {
    base: 'https://github.com/oasdiff/oasdiff/releases/download',
    archive: goReleaserArchive('oasdiff'),
    // Checksums that several public projects recorded independently.
    vouched: {
      'oasdiff_1.32.0_linux_amd64.tar.gz': '5b2050787cfee2a9a3ba7b25cb50fe2c5cc45cdf5b96fbc51a4a60107f8b4aad',
      'oasdiff_1.32.0_linux_arm64.tar.gz': 'a9f01dda27c1789b012faa3991c44f99d2e7c4cca3329617d9e7fcd8de52d41e',
      'oasdiff_1.32.0_darwin_all.tar.gz': 'a014c7984dd80ea91b9ef55fffca64eed122fcbc7d3a9341bbe3769e36942c3a',
      'oasdiff_1.32.0_windows_amd64.tar.gz': '163fde638f5ad8381e0d09d380cdb5c00ef496c6bd3a8fcefd2608f649aa72f4',
    },
  },
  source: { module: 'github.com/oasdiff/oasdiff', versionVariable: 'github.com/oasdiff/oasdiff/build.Version' },
  findings: {
    missing: 'tool-missing',
    untrusted: 'tool-untrusted',
    without: 'breaking changes are not looked for',
  },
};
