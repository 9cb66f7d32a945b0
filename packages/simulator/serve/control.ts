import { connectDataPlane, type DataPlane } from '../gateway/data-planes.ts';
import { acceptInvites } from '../kinds/users.ts';
import { answer, type SimulatedResponse } from '../request.ts';
import { problemsOf } from '../rules/check.ts';
import { isFields } from '../rules/merge.ts';
import { record, required, text } from '../rules/shape.ts';
import { save } from '../snapshot.ts';
import { readFaultRules } from './faults.ts';
import type { Simulation } from './simulation.ts';

/** Paths that control the simulator and are not Konnect's. */
export const CONTROL_PREFIX = '/__simulator/';

const DATA_PLANE = record({ control_plane_id: required(text()), hostname: text(), version: text() });

type Action = (simulation: Simulation, body: unknown) => SimulatedResponse;

const ACTIONS: Readonly<Record<string, Action>> = {
  'GET faults': ({ faults }) => answer(200, faults.rules()),
  'POST faults': ({ faults }, body) => {
    faults.add(...readFaultRules(body));
    return answer(201, faults.rules());
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return answer(204);
  },
  'GET log': ({ log }) => answer(200, log.entries()),
  'DELETE log': ({ log }) => {
    log.reset();
    return answer(204);
  },
  'GET stats': ({ log }) => answer(200, log.stats()),
  'GET state': ({ state }) => answer(200, save(state)),
  'POST data-planes': ({ state, changed }, body) => {
    const id = connectDataPlane(state, readDataPlane(body));
    changed();
    return answer(201, { id });
  },
  'POST users/accept': ({ state, changed }, body) => {
    const address = isFields(body) && typeof body.email === 'string' ? body.email : undefined;
    const accepted = acceptInvites(state, address);
    changed();
    return answer(200, { accepted });
  },
};

/** @throws Error with the name of the wrong field */
function readDataPlane(body: unknown): DataPlane {
  const [first] = problemsOf(DATA_PLANE, body);
  if (first !== undefined) throw new Error(`${first.field} ${first.reason}`);
  const { control_plane_id: controlPlaneId, ...rest } = body as { control_plane_id: string } & Omit<
    DataPlane,
    'controlPlaneId'
  >;
  return { controlPlaneId, ...rest };
}

/** Runs a control call. A mistake in it is answered with 400 and its description. */
export function control(simulation: Simulation, method: string, path: string, text: string): SimulatedResponse {
  const action = ACTIONS[`${method} ${path.slice(CONTROL_PREFIX.length)}`];
  if (action === undefined) return answer(404, { message: `no control call ${method} ${path}` });
  try {
    return action(simulation, text === '' ? undefined : JSON.parse(text));
  } catch (error) {
    return answer(400, { message: error instanceof Error ? error.message : String(error) });
  }
}
