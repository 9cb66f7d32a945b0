import { celString } from '../cel/type.ts';
import { environmentTypeTable, type ManifestEnvironmentType } from '../manifest/table/environment-type.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** An environment type with the settings that its environments share. */
export type EnvironmentType = Instance<typeof environmentTypeInstance>;

export const environmentTypeInstance = instanceOf<ManifestEnvironmentType>()('EnvironmentType', environmentTypeTable, {
  description: 'What the environments of one type have in common.',
  source: (type) => type,
  fields: {
    key: { type: celString, description: 'The name of the type.', value: ({ key }) => key },
    branch: asWritten,
    portal: asWritten,
    unclearUpstream: asWritten,
    teamRole: asWritten,
    clusterType: asWritten,
  },
});
