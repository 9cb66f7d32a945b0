import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

describe('control planes', () => {
  test('have a name of their own in a region', () => {
    const call = caller();
    call('eu POST /v2/control-planes', { name: 'dev' });
    const { id } = call('global GET /v3/organizations/me').body;
    const refusal = call('eu POST /v2/control-planes', { name: 'dev' });
    expect(refusal).toMatchObject({ status: 409, body: { detail: `Key (org_id, name)=(${id}, dev) already exists.` } });
    expect(call('us POST /v2/control-planes', { name: 'dev' }).status).toBe(201);
  });

  test('have defaults, and labels that a PATCH replaces', () => {
    const call = caller();
    const made = call('eu POST /v2/control-planes', { name: 'dev', labels: { a: '1' } }).body;
    expect(made).toMatchObject({
      description: '',
      config: {
        cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE',
        auth_type: 'pinned_client_certs',
        cloud_gateway: false,
        proxy_urls: [],
      },
    });
    const path = `/v2/control-planes/${made.id}`;
    expect(call(`eu PATCH ${path}`, { labels: { b: '2' } }).body).toMatchObject({ labels: { b: '2' } });
    expect(call(`eu PATCH ${path}`, { labels: { b: null } }).status).toBe(400);
    expect(call(`eu PATCH ${path}`, { cluster_type: 'CLUSTER_TYPE_SERVERLESS' }).status).toBe(400);
    expect(call('eu POST /v2/control-planes', { name: 'x' }).status).toBe(400);
  });

  test('are found by labels', () => {
    const call = caller();
    call('eu POST /v2/control-planes', { name: 'one', labels: { env: 'dev', team: 'a' } });
    call('eu POST /v2/control-planes', { name: 'two', labels: { env: 'prod' } });
    const found = (query: string) =>
      (call(`eu GET /v2/control-planes?${query}`).body.data as { name: string }[]).map(({ name }) => name);
    expect(found('labels=env:dev')).toEqual(['one']);
    expect(found('labels=env')).toEqual(['one', 'two']);
    expect(found('labels=env:prod,team')).toEqual([]);
    expect(found('filter[cluster_type][eq]=CLUSTER_TYPE_CONTROL_PLANE&sort=name desc')).toEqual(['two', 'one']);
  });
});
