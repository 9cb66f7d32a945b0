import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';

/** A service in a decK file, with the values that links to it need. */
export interface ServiceId {
  /** Absent where decK or Konnect will make the id up. */
  readonly id?: string;
  readonly tags: readonly string[];
}

/**
 * The ids and tags of the services at the top of a decK file. A file in decK's notation is read line by line, because a
 * plan reads hundreds of them; any other file is parsed.
 */
export function serviceIds(file: SourceFile): readonly ServiceId[] {
  return readLines(file.text) ?? readYaml(file);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Unquoted text that every version of YAML reads as the same text. */
const plain = /^[A-Za-z][\w=.+/ -]*$/;

/** Undefined where the meaning of a line in YAML is not certain. */
function readLines(text: string): ServiceId[] | undefined {
  const lines = text.split('\n');
  const start = lines.indexOf('services:');
  // Markers of documents and directives would make several documents of the file.
  if (start === -1 || lines.some((line) => /^(?:---|\.\.\.|%)/.test(line))) return undefined;
  const found: { id?: string; tags: string[] }[] = [];
  let key = '';
  for (const line of lines.slice(start + 1)) {
    if (/^[A-Za-z_]/.test(line)) break;
    const isNew = line.startsWith('- ');
    if (isNew) found.push({ tags: [] });
    const service = found.at(-1);
    const rest = line.slice(2);
    const isDeeper = line.startsWith('   ') || line === '';
    if (isDeeper && key !== 'tags') continue;
    if (!service || isDeeper || !(isNew || line.startsWith('  '))) return undefined;
    const item = isNew ? undefined : /^- (.*)$/.exec(rest)?.[1];
    if (item !== undefined) {
      if (key !== 'tags') continue;
      if (!plain.test(item)) return undefined;
      service.tags.push(item);
      continue;
    }
    const [, name, value = ''] = /^([\w-]+):(?: (.*))?$/.exec(rest) ?? [];
    if (name === undefined) return undefined;
    key = name;
    if (name === 'id') {
      if (!uuid.test(value)) return undefined;
      service.id = value;
    }
    if (name === 'tags' && value !== '' && value !== '[]') return undefined;
  }
  return found;
}

function readYaml(file: SourceFile): ServiceId[] {
  const { value } = parseYaml(file);
  const services = isRecord(value) && Array.isArray(value.services) ? value.services.filter(isRecord) : [];
  return services.map(({ id, tags }) => ({
    ...(typeof id === 'string' ? { id } : {}),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
  }));
}
