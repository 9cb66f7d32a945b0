import { ownerLabel } from '@konduct/core/provider/ownership';
import type { Fields, Labels, Update, Write } from '@konduct/core/provider/provider';
import { wantedLabels } from './labels.ts';

// Kinds without labels, but with a text that people read, have our labels at the end of that text:
// `Weekly figures [konduct-owner=acme konduct-address=acme-weekly-0123456789abcdef]`.

const pair = 'konduct-[a-z]+=[A-Za-z0-9._-]+';
const ending = new RegExp(`(?:^| )\\[(${pair}(?: ${pair})*)\\]$`);

/** A text as people wrote it, and the labels at its end. A text that names no owner has none. */
export function readTextLabels(whole: string): { readonly text: string; readonly labels: Labels } {
  const found = ending.exec(whole);
  const pairs = (found?.[1] ?? '').split(' ').map((one): [string, string] => {
    const [name = '', value = ''] = one.split('=');
    return [name, value];
  });
  const labels = Object.fromEntries(pairs);
  return found && labels[ownerLabel] !== undefined
    ? { text: whole.slice(0, found.index), labels }
    : { text: whole, labels: {} };
}

/** A text with labels at its end. Labels of people have no place there. */
export function writeTextLabels(text: string, labels: Labels): string {
  const ours = Object.entries(labels).filter(([name]) => name.startsWith('konduct-'));
  if (ours.length === 0) return text;
  const shown = `[${ours.map(([name, value]) => `${name}=${value}`).join(' ')}]`;
  return text === '' ? shown : `${text} ${shown}`;
}

/**
 * The member of a body that has the labels: the template's text, or the observed one where the template says none, with
 * all labels of the write.
 */
export function labelledText(write: Write | Update, field: string): Fields {
  const observed = 'observed' in write ? write.observed.fields[field] : undefined;
  const text = field in write.desired ? write.desired[field] : observed;
  return { [field]: writeTextLabels(typeof text === 'string' ? text : '', wantedLabels(write) ?? {}) };
}
