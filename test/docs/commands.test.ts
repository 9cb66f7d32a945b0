import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { leaveBehindKoctl } from './koctl-state.ts';
import { blocksOf, pagePaths, readPage } from './page.ts';
import { PageRun } from './page-run.ts';
import { retireCustomers } from './retired-service.ts';
import { commandsOf } from './steps.ts';

// Runs every command of the pages for users, in the order of the page, and holds it to the exit code and the output that the
// page shows. `test/docs/page-run.ts` says how a page is written.

/** Why a command of a page is not run. */
const reasons: readonly string[] = ["reads the services' repositories", 'runs until it is stopped'];

/** What stands in Konnect before the first command of a page. */
const before: Readonly<Record<string, (run: PageRun) => Promise<void>>> = {
  'docs/how-to/come-from-koctl.md': leaveBehindKoctl,
  'docs/how-to/delete-and-protect.md': retireCustomers,
};

const pages = pagePaths.map((page) => ({ page, blocks: blocksOf(readPage(page)) }));
const deck = await findTool('deck');
/** Where decK is not here, commands marked `needs=deck` are left out. */
const without = deck === undefined ? ' (but for what needs decK)' : '';

describe('every command of', () => {
  const withCommands = pages.filter(({ blocks }) => blocks.some(({ language }) => language === 'console'));

  test.for(withCommands)(
    `$page does what it shows${without}`,
    { timeout: 300_000 },
    async ({ page, blocks }, { annotate }) => {
      const run = await PageRun.start(blocks, {
        deck: deck === undefined ? undefined : path.dirname(deck),
        before: before[page],
        skip: (command, reason) => void annotate(`not run: ${command} (${reason})`),
      });
      try {
        for (const block of blocks) {
          await run.follow(block).catch((error: unknown) => {
            throw new Error(`the block on line ${block.line}: ${String(error)}`, { cause: error });
          });
        }
      } finally {
        await run.close();
      }
    },
  );
});

test('what is not run has a reason that is known here', () => {
  const marked = pages.flatMap(({ page, blocks }) =>
    blocks.flatMap(({ text, notRun }) =>
      notRun === undefined ? [] : commandsOf(text).map(({ line }) => ({ page, line, notRun })),
    ),
  );
  expect(marked.filter(({ notRun }) => !reasons.includes(notRun))).toEqual([]);
  expect(marked.map(({ page, line }) => `${page}: ${line.replace(/\s+#.*/, '')}`)).toEqual([
    'docs/how-to/run-as-a-controller.md: export KONG_AIR_KONNECT_TOKEN=… KONDUCT_REPOSITORY_TOKEN=…',
    'docs/how-to/run-as-a-controller.md: konduct apply --every 5m --repository https://github.com/kong-air/platform.git --listen 127.0.0.1:8080',
    'docs/how-to/stage-and-sync.md: konduct stage',
  ]);
});

test('every command of a block stands behind `$ `, so that it is run', () => {
  const bare = pages
    // Prints the help of each command, with its examples.
    .filter(({ page }) => page !== 'docs/reference/cli.md')
    .flatMap(({ page, blocks }) =>
      blocks.flatMap(({ text }) =>
        [...text.matchAll(/^(?:\w+=\S+ )*konduct [a-z].*$/gm)].map(([line]) => `${page}: ${line}`),
      ),
    );
  expect(bare).toEqual([]);
});
