import { actions } from '../../plan/change.ts';
import { planFileFormat, planFileSchemaId } from '../../plan-file/plan-file.ts';
import { pruneModes } from '../../policy/settings.ts';
import { described, list, natural, object, reference, type Schema, schemaHead, text } from './schema-part.ts';

const boolean: Schema = { type: 'boolean' };
const effect: Schema = { enum: ['widens', 'narrows'], description: 'What it does to what people can see and do.' };
const place = described(text, 'The place in the manifests or in a blueprint: file:line:column.');

function digests(description: string): Schema {
  return described({ type: 'object', additionalProperties: text }, description);
}

const definitions: Readonly<Record<string, Schema>> = {
  summary: described(
    object({}, Object.fromEntries([...actions, 'orphaned'].map((name) => [name, { ...natural, minimum: 1 }]))),
    'How many resources come to which action, without those that are 0.',
  ),
  options: described(
    object(
      {
        config: text,
        manifest: list(text),
        organizations: list(text),
        environments: list(text),
        level: { enum: ['all', 'organization', 'environment'] },
        adopt: { enum: ['by-name', 'koctl', 'none'] },
        prune: { enum: [...pruneModes] },
        replace: boolean,
        'force-delete': list(text),
        'allow-deletes': boolean,
      },
      {
        'max-deletes': described(text, 'As people write it: 10 or 25%. Absent for the usual limit.'),
        'rotate-secrets': described(list(text), 'Absent where no secret is sent again in any case.'),
      },
    ),
    'The options that decide about the plan, by the names of inputs. Paths are relative to the workspace.',
  ),
  field: object(
    { path: described(text, 'Dotted: labels.team.') },
    {
      before: described({}, 'What Konnect has; absent when it has nothing there.'),
      after: described({}, 'What it is to become; absent when it is removed or not known yet.'),
      knownAfterApply: described(text, 'The expression whose value is known only after another resource exists.'),
      secret: described({ const: true }, 'The value is a secret: neither side is shown.'),
      effect,
      meaning: described(text, 'What the new value means, as a clause after the name of the object.'),
      place,
    },
  ),
  change: object(
    {
      action: { enum: actions.filter((action) => action !== 'none') },
      kind: text,
      name: described(text, 'What people know the object by. For a user, the e-mail address.'),
      address: described(text, 'The stable name of the resource: organization, environment, team, service, resource.'),
      region: described(text, 'A region, or global.'),
    },
    {
      environment: text,
      id: described(text, 'The id that Konnect gave it, where it exists.'),
      reason: described(text, 'What it waits for; why it is blocked, adopted or replaced; why an orphan stays.'),
      block: object({
        by: described(text, 'The address of the change that an error keeps from being carried out.'),
        action: described({ enum: [...actions] }, 'What the change would be.'),
      }),
      effect,
      meaning: described(text, 'Who gets or loses what, as a sentence.'),
      passesThrough: described(
        list(text),
        'The states through which an update passes, although they are neither before nor after it.',
      ),
      takesAlong: described(list(text), 'What a deletion or replacement takes along.'),
      cannotBeUndone: described(
        list(text),
        'What a deletion or replacement destroys for good: applying a former commit does not bring it back.',
      ),
      partOf: described(text, 'Of a link to an object that is made anew: the address of that replacement.'),
      place,
      fields: list(reference('field')),
    },
  ),
  organization: object({
    name: text,
    id: described(text, 'The id of the organization in Konnect.'),
    owner: described(text, 'The value of the owner label.'),
    extent: described(
      object({ type: { enum: ['everything', 'regions', 'part'] } }, { regions: list(text) }),
      'How much of Konnect was looked at.',
    ),
    summary: reference('summary'),
    changes: described(
      list(reference('change')),
      'In the order of the graph, deletions last; without resources that need nothing.',
    ),
    left: described(list(reference('change')), 'What no manifest declares any more and an apply leaves.'),
    secrets: digests('A digest of each secret that is written, by address and field; `not at hand` without a value.'),
    observed: digests('A digest of each object that the plan depends on, by kind and address.'),
  }),
};

/** The JSON Schema of plan files. */
export const planFileSchema: Schema = {
  ...schemaHead('plan-file.schema.json', 'Plan file of Konduct'),
  ...object({
    $schema: { const: planFileSchemaId },
    format: { const: planFileFormat },
    konduct: described(text, 'The version of Konduct that made it; no other one carries it out.'),
    mode: described({ const: 'apply' }, 'The mode that carries it out.'),
    options: reference('options'),
    summary: reference('summary'),
    organizations: list(reference('organization')),
    inputs: digests('The SHA-256 of each file that the plan was made from, by path.'),
    parts: digests('The SHA-256 of each part of this file.'),
    digest: described(text, 'The SHA-256 of everything else in this file.'),
  }),
  $defs: definitions,
};
