import type { Remedies } from './remedies.ts';

/** What to do about findings in blueprints and their expressions. */
export const blueprintRemedies: Remedies = {
  'Blueprints and expressions': {
    'blueprint-invalid':
      'Correct the key that the finding names; [Blueprints](blueprints.md) has every key. `konduct blueprint service` prints one that works.',
    'blueprint-unknown':
      'Correct the name of the kind or blueprint. The file has to lie in `blueprints/` and say it in `metadata.name`.',
    'blueprint-cycle': 'Take one of the references in the circle away: one of the resources must do without the other.',
    'blueprint-duplicate':
      'Give one of the two resources another `id`, or one of the two files another `metadata.name`.',
    'schema-invalid': 'Write the type and markers as in [Blueprints](blueprints.md), such as `string | default="x"`.',
    'parameter-invalid':
      'Correct the value under `parameters` of the service, or the schema of the blueprint; the finding has the places of both.',
    'expression-syntax':
      'Correct the expression where the finding points. In YAML, put text with `: ` or `#` inside `${…}` into quotes.',
    'expression-unclosed': 'Close the expression with `}`. A literal `${` is written `${"${"}`.',
    'expression-nested': 'Name the value without a second `${…}`: inside an expression `api.id` is enough.',
    'expression-unknown-name':
      'Correct the name: the finding lists what there is. [Types](types.md) has all fields, [Functions](functions.md) all functions.',
    'expression-type':
      'Convert the value, as in `string(…)` or `int(…)`, or use one of the type that the finding asks for.',
    'expression-failed':
      'The finding names the instance with which it failed: an index beyond a list, a key that is not there. Ask before, as in `has(x.y)` or `x.?y.orValue("…")`.',
    'expression-budget':
      'Make the expression smaller, or divide it between several resources. [Limits](blueprints.md#limits).',
    'identity-unknown': 'Make names and conditions of what the manifest says, not of what Konnect answers.',
    'identity-duplicate':
      'Give the two resources different names, for example with the environment or service in them, or ask for the object once.',
    'collection-too-large': 'Loop over less: 10,000 items for a `forEach`, 100,000 resources for an organization.',
    'field-unknown': 'Correct the field; [Kinds](kinds.md) has those of each kind.',
    'field-type': 'Write a value of the type that the finding asks for; [Kinds](kinds.md) has an example of each kind.',
    'field-required':
      'Add the field. Where it is there and its expression comes out empty, give it a value for every case.',
    'field-value':
      'Write a value within the limits that the finding names. For a path of a specification, give its parameters different names that begin with a letter.',
    'front-matter-differs':
      'Say it once: delete the line in the front matter, or the field in the template. Konnect would take one of them now and the other at the next apply, so that a page that is meant to be private could be public in between.',
    'kind-objection':
      'Each of the values is one that Konnect takes, but not together, or not for the object as it is. The finding names the field and what it needs.',
  },
};
