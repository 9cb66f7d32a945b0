import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Dialect, Fault } from '../shape/dialect.ts';
import { shapeProblems } from '../shape/shape.ts';
import { manifest } from '../shape/validators.generated.js';
import { regionTitle } from '../value/region.ts';
import { secretTitle } from './key/secret.ts';
import { keyPlaces } from './key-places.ts';

/** The codes of findings about the shape of files that people write for a platform. */
export const manifestCodes: Readonly<Record<Fault, DiagnosticCode>> = {
  'missing-key': 'manifest-required',
  empty: 'manifest-required',
  'unknown-key': 'manifest-unknown-key',
  type: 'manifest-type',
  value: 'manifest-value',
};

const dialect: Dialect = {
  whole: 'The manifest',
  one: 'a manifest',
  code(fault, { title }) {
    if (title === secretTitle && fault !== 'unknown-key' && fault !== 'type') return 'secret-source';
    return title === regionTitle && fault === 'value' ? 'region-unknown' : manifestCodes[fault];
  },
  quotes: ({ title }) => title !== secretTitle,
  elsewhere: keyPlaces,
  lenient: true,
  listsKeys: false,
};

/** The findings about the shape of one manifest file. */
export function checkShape(value: unknown, path: string): Diagnostic[] {
  return shapeProblems(manifest, value, path, dialect);
}
