import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';
import { connectDataPlane } from './data-planes.ts';

describe('data planes', () => {
  test('connect to a control plane and are listed page by page', () => {
    const call = caller();
    const controlPlaneId = String(call('eu POST /v2/control-planes', { name: 'dev' }).body.id);
    const path = `/v2/control-planes/${controlPlaneId}/nodes`;
    expect(call(`eu GET ${path}`).body).toEqual({ items: [], page: { total_count: 0 } });
    const ids = ['a', 'b', 'c'].map((hostname) => connectDataPlane(call.state, { controlPlaneId, hostname }));
    const first = call(`eu GET ${path}?page[size]=2`).body as { items: { id: string }[]; page: { next: string } };
    expect(first).toMatchObject({ items: [{ id: ids[0] }, { id: ids[1] }], page: { total_count: 3 } });
    expect(call(`eu GET ${first.page.next}`).body).toMatchObject({ items: [{ id: ids[2] }], page: { total_count: 3 } });
    expect(call(`eu GET ${first.page.next}`).body.page).toEqual({ total_count: 3 });
    expect(call(`eu GET ${path}/${ids[0]}`).body).toMatchObject({ item: { id: ids[0], hostname: 'a' } });
    expect([call(`eu DELETE ${path}/${ids[0]}`).status, call(`eu DELETE ${path}/${ids[0]}`).status]).toEqual([
      204, 404,
    ]);
  });

  test('need a control plane', () => {
    expect(() => connectDataPlane(caller().state, { controlPlaneId: 'none' })).toThrowError('no control plane none');
  });
});
