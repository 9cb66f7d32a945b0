import { sha256 } from '../../value/digest.ts';
import { evaluationError } from '../engine-error.ts';
import type { CelFunction } from './function.ts';

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

export const encoderFunctions: readonly CelFunction[] = [
  {
    name: 'base64.encode',
    signature: 'base64.encode(bytes): string',
    description: 'Bytes as base64 text.',
    example: "base64.encode(b'hello') == 'aGVsbG8='",
    handler: (bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
  },
  {
    name: 'base64.encode',
    signature: 'base64.encode(string): string',
    description: 'The UTF-8 bytes of a text as base64 text.',
    example: "base64.encode('hello') == 'aGVsbG8='",
    handler: (text: string) => Buffer.from(text, 'utf8').toString('base64'),
  },
  {
    name: 'base64.decode',
    signature: 'base64.decode(string): bytes',
    description: 'The bytes that base64 text stands for, padded or not; string(bytes) makes text of them.',
    example: "string(base64.decode('aGVsbG8=')) == 'hello'",
    handler: decode,
  },
  {
    name: 'hash',
    signature: 'hash(string): string',
    description: 'The SHA-256 of a text, as 64 hexadecimal digits.',
    example: "hash('a').substring(0, 8) == 'ca978112'",
    handler: sha256,
  },
];

function decode(text: string): Uint8Array {
  if (base64.test(text) && text.replaceAll('=', '').length % 4 !== 1)
    return new Uint8Array(Buffer.from(text, 'base64'));
  throw evaluationError('invalid_base64', 'base64.decode() got text that is not base64');
}
