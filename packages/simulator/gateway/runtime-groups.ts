import { answer } from '../request.ts';
import type { Route } from '../route.ts';

const PAGE = 100;

/**
 * decK's own list of control planes, the first call of each of its gateway commands (seen; absent from the contract).
 * decK continues until `page` is `pageCount`.
 */
export const runtimeGroupRoute: Route = {
  host: 'regional',
  method: 'GET',
  path: '/konnect-api/api/runtime_groups',
  run: (call) => {
    const planes = [...call.store.table('control-planes').rows()];
    const page = Math.max(1, Number(call.query.parameters.get('page')) || 1);
    const data = planes.slice((page - 1) * PAGE, page * PAGE).map(({ id, name }) => ({ id, name }));
    return answer(200, { data, page, pageCount: Math.max(1, Math.ceil(planes.length / PAGE)) });
  },
};
