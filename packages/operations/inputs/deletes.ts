import type { DeleteLimit } from '@konduct/core/policy/size';
import type { Input, Parsed } from './input.ts';
import { booleanInput, optional } from './parse.ts';

const most = 1_000_000;

/** Parses `10` or `25%`. */
export function parseDeleteLimit(text: string): Parsed<DeleteLimit> {
  const [, digits = '', sign] = /^(\d{1,7}) ?(%?)$/.exec(text) ?? [];
  const value = digits === '' ? Number.NaN : Number(digits);
  if (sign === '%' && value <= 100) return { value: { type: 'percentage', most: value } };
  if (sign === '' && value <= most) return { value: { type: 'number', most: value } };
  return {
    problem: 'is neither a number of deletions nor a percentage',
    fix: `Use a whole number up to ${most}, such as 10, or a percentage up to 100, such as 25%.`,
  };
}

const maxDeletes: Input<DeleteLimit> = {
  name: 'max-deletes',
  description:
    'How many deletions are in order, as a number or as a percentage of what is there and ours, such as 25%: in each ' +
    'control plane that is synced, and in each organization that is reconciled. Left out, 10 or 30 %, whichever is more. ' +
    'Deletions beyond that are refused. Withdrawals of access in Konnect always have 10 or 30 %.',
  default: '',
  type: 'number or percentage',
  parse: parseDeleteLimit,
};

/** Inputs for the most deletions of a run: of gateways' entities, and of objects in Konnect. */
export const deletesInputs = {
  maxDeletes: optional(maxDeletes),
  allowDeletes: booleanInput({
    name: 'allow-deletes',
    description: 'Whether deletions beyond max-deletes are allowed in this run.',
    default: 'false',
  }),
};
