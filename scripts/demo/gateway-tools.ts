import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { deckTool } from '../../packages/deck/release.ts';
import { oasdiffTool } from '../../packages/repository/api-change/oasdiff-release.ts';
import { SpawnRunner } from '../../packages/tool/process/spawn.ts';
import type { ToolDescription } from '../../packages/tool/provide/description.ts';
import { provideTool } from '../../packages/tool/provide/provide.ts';
import { type StepTime, secondsSince } from './konduct.ts';

/** The programs of others that gateways need, while they are got. */
export interface GatewayTools {
  /** Where decK is, as soon as it is there; undefined where it is not to be had. From now on progress is printed. */
  deck(): Promise<string | undefined>;
  /** What was told of the tools that had to be got, and how long that took. */
  readonly got: { readonly lines: readonly string[]; readonly times: readonly StepTime[] };
}

/**
 * Looks for decK, which renders and syncs, and oasdiff, which compares APIs, and gets them beside everything else: their
 * releases, or built with Go, which takes minutes. Nothing is printed before somebody waits for them.
 *
 * @param root the checkout
 */
export function getGatewayTools(root: string, environment: NodeJS.ProcessEnv): GatewayTools {
  let latest: string | undefined;
  let isAwaited = false;
  const lines: string[] = [];
  const times: StepTime[] = [];
  const show = (line: string) => {
    latest = line;
    if (isAwaited) console.log(line);
  };
  const get = async (tool: ToolDescription) => {
    const start = performance.now();
    const provided = await provideTool(tool, {
      runner: new SpawnRunner(availableParallelism()),
      environment,
      moduleDirectory: join(root, 'tools', tool.name),
      watcher: { show, begin: () => () => {} },
    });
    if (provided.binary === undefined || provided.source !== 'found') {
      const title = `Get ${tool.title} ${provided.binary?.version ?? tool.version}, beside the steps before it`;
      times.push({ title, seconds: secondsSince(start) });
      for (const { message, fix } of provided.diagnostics)
        lines.push(fix === undefined ? message : `${message}. ${fix}`);
    }
    return provided.binary?.path;
  };
  // One after the other: each uses all processors.
  const both = get(deckTool).then(async (deck) => {
    if (deck !== undefined) await get(oasdiffTool);
    return deck;
  });
  // Whoever waits is told; until then nobody else has to know.
  both.catch(() => {});
  return {
    got: { lines, times },
    async deck() {
      isAwaited = true;
      if (latest !== undefined) console.log(latest);
      const start = performance.now();
      const tell = () =>
        console.log(`${latest ?? 'decK is looked for'}; still at it after ${secondsSince(start).toFixed(0)} s`);
      const heartbeat = setInterval(tell, 20_000);
      try {
        return await both;
      } finally {
        clearInterval(heartbeat);
        isAwaited = false;
      }
    },
  };
}
