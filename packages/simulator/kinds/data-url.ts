import type { SimulatedResponse } from '../request.ts';

/** One white pixel: the image until one is set. */
export const NO_IMAGE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

/** The image in a data URL as an answer. */
export function imageAnswer(url: string): SimulatedResponse {
  const [, type = 'image/png', data = ''] = /^data:([^;,]+)(?:;base64)?,(.*)$/.exec(url) ?? [];
  return { status: 200, headers: { 'content-type': type }, body: Buffer.from(data, 'base64') };
}
