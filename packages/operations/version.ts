import manifest from '../../package.json' with { type: 'json' };

/** The version of the suite: all actions and the command line share one. */
export const version: string = manifest.version;
