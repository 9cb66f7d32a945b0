import { yamlAliasLimit } from '../../../packages/core/source/yaml-builder.ts';
import { mostYamlMarks, yamlDepthLimit } from '../../../packages/core/source/yaml-cost.ts';
import { mostLines, mostValues } from '../../../packages/openapi/document/document-budget.ts';
import type { Input } from '../../../packages/operations/inputs/input.ts';
import {
  compareTimeLimitInput,
  deckTimeLimitInput,
  gatewayTimeLimitInput,
  specificationLimitInputs,
} from '../../../packages/operations/inputs/limits.ts';
import { stageInputs } from '../../../packages/operations/inputs/stage.ts';
import { sizeLimits } from '../../../packages/operations/text-file.ts';
import { documentLimits } from '../../../packages/repository/specification/remote-document.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

/** Inputs that raise a limit, with the actions that have them and what is told where the limit is met. */
const raised: readonly (readonly [input: Input<unknown>, actions: string, told: string])[] = [
  [specificationLimitInputs.maxFileSize, 'stage-spec', 'file-too-large'],
  [specificationLimitInputs.maxFiles, 'stage-spec', 'file-too-large'],
  [specificationLimitInputs.maxTotalSize, 'stage-spec', 'file-too-large'],
  [specificationLimitInputs.maxOperations, 'stage-spec', 'file-too-large'],
  [stageInputs.timeLimitSeconds, 'stage-spec', 'repository-unavailable'],
  [compareTimeLimitInput, 'stage-spec', 'comparison-failed'],
  [deckTimeLimitInput, 'stage-spec, deck-sync', 'deck-timeout'],
  [gatewayTimeLimitInput, 'deck-sync', 'deck-timeout'],
];

/** Limits of Konduct's own process: raising one would let a document take the memory or the stack of a run. */
const fixed: readonly (readonly [what: string, limit: string, told: string])[] = [
  ['Levels of a document', number(yamlDepthLimit), 'yaml-depth'],
  ['Lines of a document', number(mostLines), 'file-too-large'],
  ['Values of a JSON document', number(mostValues), 'file-too-large'],
  [
    'What a YAML document may cost: four for each opening bracket, three for each key and item, and so on',
    number(mostYamlMarks),
    'file-too-large',
  ],
  ['Values that the aliases of a document stand for', number(yamlAliasLimit), 'yaml-alias-limit'],
  ['A manifest, a blueprint, a page that is published', megabytes(sizeLimits.manifest), 'file-too-large'],
  ['A plan file', megabytes(sizeLimits.planFile), 'file-too-large'],
  ['A snapshot of Konnect', megabytes(sizeLimits.snapshot), 'file-too-large'],
  ['A staged specification', megabytes(sizeLimits.specification), 'file-too-large'],
  ['A document on another host that a `$ref` names', megabytes(documentLimits.bytes), 'reference-refused'],
];

/** Every limit on what is read and how long tools may take: those that an input raises, and those that nothing does. */
export function limitsPage(): Artefact {
  const rows = raised.map(([input, actions, told]) => [
    code(input.name),
    input.description,
    input.default,
    input.type.replace('whole number, ', ''),
    actions,
    code(told),
  ]);
  const text = `${generatedNotice('packages/operations/inputs/limits.ts')}

# Limits

A specification is somebody else's text, and a tool somebody else's program: each has limits, so that one cannot take the
time and the memory of all. Whoever meets one is told its name.

## Limits that an input raises

An input of the actions that are named, and an option of the same name of \`konduct stage\` and \`konduct deck\`.

${table(['Input', 'Says', 'Default', 'From, to', 'Actions', 'Told as'], rows)}

\`\`\`yaml
# Inputs of the step with stage-spec
with:
  max-files: 5000
  compare-time-limit: 300
\`\`\`

A specification of 1,500 files and 2.5 MB (DigitalOcean's public one) takes six seconds to be fetched, joined and staged.

## Limits that nothing raises

They keep the run itself within memory: [what the worst documents cost](../threat-model.md#what-the-worst-documents-cost). No
document that we know of comes near. Whoever meets one has to split the API.

${table(
  ['What', 'At most', 'Told as'],
  fixed.map(([what, limit, told]) => [what, limit, code(told)]),
)}

How long network connections may take: [deadlines](deadlines.md).
`;
  return { path: 'docs/reference/limits.md', text };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function megabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}
