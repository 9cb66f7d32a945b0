import { celString } from '../cel/type.ts';
import { environmentTypeTable, type ManifestEnvironmentType } from '../manifest/table/environment-type.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** What environments have in common. */
export type EnvironmentType = Instance<typeof environmentTypeInstance>;

export const environmentTypeInstance = instanceOf<ManifestEnvironmentType>()('EnvironmentType', environmentTypeTable, {
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
