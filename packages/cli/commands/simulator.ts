import { once } from 'node:events';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { InputValues } from '@konduct/operations/inputs/input';
import { booleanInput, integerInput, optional, textInput } from '@konduct/operations/inputs/parse';
import type { Simulator } from '@konduct/simulator/simulator';
import { Command } from 'commander';
import { addOptions, readOptions } from '../option.ts';
import type { Terminal } from '../terminal.ts';

const inputs = {
  port: integerInput(0, 65_535, {
    name: 'port',
    description: 'The port to listen on; 0 takes any free one.',
    default: '8080',
  }),
  latencyMs: integerInput(0, 60_000, {
    name: 'latency',
    description: 'Milliseconds that every answer takes at least.',
    default: '0',
  }),
  rateLimit: optional(
    integerInput(1, 100_000, {
      name: 'rate-limit',
      description: 'Requests a second that each token may send to each host; more are answered 429 with `Retry-After`.',
      default: '',
    }),
  ),
  rateBurst: optional(
    integerInput(1, 100_000, {
      name: 'rate-burst',
      description: 'With `rate-limit`: requests that may come at once after a silence. By default those of a second.',
      default: '',
    }),
  ),
  proxyPort: optional(
    integerInput(0, 65_535, {
      name: 'proxy-port',
      description: "Also answers as Kong's own hosts, through a proxy on this port: for decK and other tools.",
      default: '',
    }),
  ),
  caFile: optional(
    textInput('file', { name: 'ca-file', description: "Where to write the certificate of the proxy's authority." }),
  ),
  stateFile: optional(
    textInput('file', {
      name: 'state',
      description: 'Loaded at the start when it exists, and saved after changes. It holds no tokens.',
    }),
  ),
  organizationsFile: optional(
    textInput('file', {
      name: 'organizations',
      description:
        'Lists organizations with their tokens. Every other kpat_ or spat_ token is an organization of its own.',
    }),
  ),
  pendingInvites: booleanInput({
    name: 'pending-invites',
    description: 'Whether invited people have to accept before they appear.',
    default: 'false',
  }),
};

/** `konduct simulator` */
export function simulatorCommand(terminal: Terminal): Command {
  const command = new Command('simulator')
    .summary('start a Konnect on this machine')
    .description('Starts a Konnect that keeps the rules of the real one, to try things out without an account.')
    .addHelpText('after', '\nExample:\n  konduct simulator --port 8080 --state konnect.json')
    .action(async () => {
      const simulator = await start(readOptions(command, inputs));
      terminal.stdout.write(howToUse(simulator));
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await simulator.close();
    });
  addOptions(command, inputs);
  return command;
}

async function start(values: InputValues<typeof inputs>): Promise<Simulator> {
  const { proxyPort, caFile, stateFile, organizationsFile, rateLimit, rateBurst, ...options } = values;
  if (rateBurst !== undefined && rateLimit === undefined)
    throw new UserError([
      {
        severity: 'error',
        code: 'input-invalid',
        message: '--rate-burst needs --rate-limit',
        fix: 'Say how many requests a second are allowed, too: --rate-limit 50.',
      },
    ]);
  const { startSimulator } = await import(/* webpackMode: "eager" */ '@konduct/simulator/simulator');
  try {
    return await startSimulator({
      ...options,
      ...(proxyPort === undefined ? {} : { proxyPort }),
      ...(caFile === undefined ? {} : { caFile }),
      ...(rateLimit === undefined ? {} : { rateLimit: limitOf(rateLimit, rateBurst) }),
      ...(stateFile === undefined ? {} : { stateFile }),
      ...(organizationsFile === undefined ? {} : { organizationsFile }),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // It only fails for a port in use or an unusable file, which the user can mend.
    const message = `the simulator cannot start: ${error.message}`;
    throw new UserError([
      { severity: 'error', code: 'input-invalid', message, ...(isTaken(error) ? { fix: takenFix } : {}) },
    ]);
  }
}

function limitOf(perSecond: number, burst: number | undefined) {
  return burst === undefined ? { perSecond } : { perSecond, burst };
}

const takenFix = 'Stop what uses it, or take another with --port (or --proxy-port); 0 takes any free one.';

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EADDRINUSE' || error.message.includes('EADDRINUSE');
}

/** The variable that the manifests of action-examples/kong-air name. */
const exampleVariable = 'KONG_AIR_KONNECT_TOKEN';

function howToUse({ url, konnectUrl, proxyUrl, caFile }: Simulator): string {
  const lines = [
    `A Konnect is listening on ${url}. Ctrl-C stops it.`,
    `${url}/ shows in a browser what it holds.`,
    '',
    'Any token that begins with kpat_ is an organization of its own, empty at first. The token goes into the variable that',
    '`access-token` of the organization names, which is this one in action-examples/kong-air:',
    '',
    `  ${exampleVariable}=kpat_demo konduct apply --konnect-url '${konnectUrl}'`,
    '',
  ];
  if (proxyUrl !== undefined && caFile !== undefined) {
    lines.push(
      "Tools that only know Kong's own hosts, such as decK, reach it through the proxy:",
      '',
      `  HTTPS_PROXY=${proxyUrl} SSL_CERT_FILE=${caFile} deck gateway ping --konnect-token kpat_demo`,
      '',
    );
  }
  return lines.join('\n');
}
