import { existing, scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { notFound } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const PATH = '/v3/apis/{apiId}/images/{imageType}';
/** The one type the contract has. */
const TYPE = 'icon';

function imagesOf(call: Call) {
  const images = call.store.table('api-images', scopeOf([{ table: 'apis', parameter: 'apiId', noun: 'API' }], call));
  if (param(call, 'imageType') !== TYPE) throw notFound('image', param(call, 'imageType'));
  return images;
}

function imageOf(call: Call): Row {
  imagesOf(call);
  return existing(call, 'api-images', TYPE, 'image', param(call, 'apiId'));
}

/** The data of an image. Every image is valid at once. */
function view({ created_at, updated_at }: Row, call: Call): object {
  return { api_id: param(call, 'apiId'), image_type: TYPE, status: 'valid', error: null, created_at, updated_at };
}

function put(call: Call) {
  const images = imagesOf(call);
  const { data } = check(inContract(), call.body);
  const before = images.get(TYPE);
  const now = call.state.timestamp();
  const image = { id: TYPE, data, created_at: before?.created_at ?? now, updated_at: now };
  images.put(image);
  return answer(before === undefined ? 201 : 200, view(image, call));
}

/** The icons of APIs (Konnect API contract 3.15.0). */
export const apiImageRoutes: Route[] = [
  { host: 'regional', method: 'PUT', path: PATH, run: put },
  { host: 'regional', method: 'GET', path: PATH, run: (call) => answer(200, view(imageOf(call), call)) },
  {
    host: 'regional',
    method: 'DELETE',
    path: PATH,
    run: (call) => {
      imageOf(call);
      imagesOf(call).remove(TYPE);
      return answer(204);
    },
  },
  {
    host: 'regional',
    method: 'GET',
    path: `${PATH}/raw`,
    // Konnect redirects a client to the stored image; here the address is a data URL with the image.
    run: (call) => ({ status: 302, headers: { location: String(imageOf(call).data) } }),
  },
];
