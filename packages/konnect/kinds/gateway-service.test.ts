import { expect, test } from 'vitest';
import { gatewayService } from './gateway-service.ts';

test('a selector wants every one of its tags, exactly', () => {
  const { external } = gatewayService;
  const object = { tags: ['ko-api-name=a', 'team/flights,x'] };
  expect(external?.matches(object, { tags: ['ko-api-name=a'] })).toBe(true);
  expect(external?.matches(object, { tags: ['team/flights,x', 'ko-api-name=a'] })).toBe(true);
  expect(external?.matches(object, { tags: ['ko-api-name'] })).toBe(false);
  expect(external?.matches(object, { tags: ['team', 'ko-api-name=a'] })).toBe(false);
  expect(external?.describe({ tags: ['a=1', 'b=2'] })).toBe('a gateway service tagged a=1 and b=2');
});
