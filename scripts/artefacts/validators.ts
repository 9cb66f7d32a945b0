import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { blueprintSchema } from '../../packages/core/blueprint/raw.ts';
import { acceptedChangesSchema } from '../../packages/core/manifest/accepted-changes.ts';
import { manifestSchema } from '../../packages/core/manifest/schema.ts';
import { planFileSchema } from '../../packages/core/report/json/plan-file-schema.ts';
import { snapshotSchema } from '../../packages/core/report/json/snapshot-schema.ts';
import type { Artefact } from './artefact.ts';

const schemas: Readonly<Record<string, object>> = {
  manifest: manifestSchema,
  blueprint: blueprintSchema,
  acceptedChanges: acceptedChangesSchema,
  planFile: planFileSchema,
  snapshot: snapshotSchema,
};

/**
 * The validators of our own schemas as code. Compiling a schema takes longer than checking a platform's files with it,
 * and a run would do it each time.
 */
export function ownValidators(): Artefact[] {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    ownProperties: true,
    allowUnionTypes: true,
    // Formats are only for editors; later checks give better messages about addresses.
    validateFormats: false,
    // The only use of `minLength` is to refuse empty text, which needs no count of code points.
    unicode: false,
    logger: false,
    code: { source: true, esm: true },
  });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ ...schema, $id: name }, name);
  const code = standaloneCode.default(ajv, Object.fromEntries(Object.keys(schemas).map((name) => [name, name])));
  if (code.includes('require(')) throw new Error('a validator wants a module at run time');
  const head =
    '// Written by `npm run generate` from the schemas of manifests, blueprints, plan files and snapshots. Do not edit.\n';
  const declarations = Object.keys(schemas).map((name) => `export const ${name}: ValidateFunction;\n`);
  return [
    { path: 'packages/core/shape/validators.generated.js', text: `${head}${code}\n` },
    {
      path: 'packages/core/shape/validators.generated.d.ts',
      text: `${head}import type { ValidateFunction } from 'ajv/dist/2020.js';\n\n${declarations.join('')}`,
    },
  ];
}
