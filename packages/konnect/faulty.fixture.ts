import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { inProcessTransport } from './in-process.ts';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from './transport.ts';

/** What happens to requests to a path. */
export interface Fault {
  /** `METHOD` and the end of the path: `POST /v3/teams`. */
  readonly on: string;
  /** How many requests it happens to, all of them by default. */
  readonly times?: number;
  /** How many requests go well before. */
  readonly after?: number;
  /** `lost`: the request takes effect and the answer does not come. `unsent`: it takes none, and nobody knows. */
  readonly is?: 'lost' | 'unsent';
  /** The answer instead of Konnect's, made from Konnect's; from a 503 where the request takes no effect. */
  readonly answer?: (answer: KonnectAnswer) => KonnectAnswer;
}

/** A simulated Konnect in this process whose answers can get lost or be others, with a log of the requests. */
export function faultyKonnect() {
  const state = new State();
  const real = inProcessTransport((request) => handle(state, request));
  const faults: (Fault & { seen: number })[] = [];
  const log: string[] = [];
  const transport: Transport = {
    async send(request) {
      log.push(shown(request));
      const fault = faults.find(({ on }) => isOn(on, request));
      const at = fault ? fault.seen++ - (fault.after ?? 0) : -1;
      const isFaulty = fault !== undefined && at >= 0 && at < (fault.times ?? Number.POSITIVE_INFINITY);
      if (isFaulty && fault.is === 'unsent') {
        if (fault.answer) return fault.answer({ status: 503, headers: {} });
        throw new TransportError('reset', 'the connection broke');
      }
      const answer = await real.send(request);
      if (isFaulty && fault.is === 'lost') throw new TransportError('reset', 'the connection broke');
      return isFaulty && fault.answer ? fault.answer(answer) : answer;
    },
  };
  return {
    transport,
    log,
    /** From now on. */
    faults: (...more: readonly Fault[]) => {
      faults.splice(0, faults.length, ...more.map((fault) => ({ ...fault, seen: 0 })));
      log.length = 0;
    },
  };
}

function isOn(on: string, { method, path }: KonnectRequest): boolean {
  const [wanted, end = ''] = on.split(' ');
  return method === wanted && path.endsWith(end);
}

/** `METHOD path` with `*` for ids. */
function shown({ method, path }: KonnectRequest): string {
  return `${method} ${path.replaceAll(/[0-9a-f-]{36}/g, '*')}`;
}
