import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { CelType, StructType } from '../../../packages/core/cel/type.ts';
import { organizationInstances } from '../../../packages/core/instance/organization.ts';
import { loadManifest } from '../../../packages/core/manifest/load.ts';
import { isRecord } from '../../../packages/core/value/record.ts';

/** The manifest behind the examples of the page. */
export const exampleManifest = {
  path: 'manifest-example.yaml',
  text: readFileSync(join(import.meta.dirname, 'manifest-example.yaml'), 'utf8'),
};

const folder = join(import.meta.dirname, 'kind-examples');

/** A resource of each kind, by the name of its file: `<kind>.yaml`. */
const resources = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [file.replace(/\.yaml$/, ''), readFileSync(join(folder, file), 'utf8').trim()] as const),
);

/** A blueprint with one resource of each kind. */
export const exampleResources = {
  path: 'kind-examples.yaml',
  text: `apiVersion: konduct/v1
kind: Blueprint
metadata:
  name: organization
  description: One resource of each kind.
schema:
  spec:
    organization: Organization | required=true
resources:
${[...resources.values()].join('\n').replace(/^(?=.)/gm, '  ')}
`,
};

/** The text of a kind's resource in the example blueprint. */
export function exampleOfKind(kind: string): string {
  const found = resources.get(kind);
  if (found === undefined) throw new Error(`${folder} has no ${kind}.yaml`);
  return found;
}

/** An instance of each type of the manifest, by the type's name: the first one in the example manifest. */
export function exampleInstances(root: StructType): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const { manifest, apiNames, diagnostics } = loadManifest([exampleManifest]);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const found = new Map<string, Readonly<Record<string, unknown>>>();
  const visit = (value: unknown, type: CelType): void => {
    if (type.kind === 'list') for (const item of Array.isArray(value) ? value : []) visit(item, type.item);
    if (type.kind !== 'struct' || !isRecord(value)) return;
    if (!found.has(type.struct.name)) found.set(type.struct.name, value);
    for (const [name, field] of type.struct.fields) visit(value[name], field.type);
  };
  const [organization] = organizationInstances(manifest, apiNames);
  visit(organization, { kind: 'struct', struct: root });
  return found;
}

/** A value as YAML. A member of another type is shown by the name of that type, which has an example of its own. */
export function showExample(struct: StructType, value: Readonly<Record<string, unknown>>): string {
  const shown = [...struct.fields].flatMap(([name, { type }]) =>
    value[name] === undefined ? [] : [[name, shortened(value[name], type)] as const],
  );
  return stringify(Object.fromEntries(shown), { lineWidth: 110 }).trim();
}

function shortened(value: unknown, type: CelType): unknown {
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => shortened(item, type.item));
  return type.kind === 'struct' && isRecord(value) ? `(${type.struct.name})` : value;
}
