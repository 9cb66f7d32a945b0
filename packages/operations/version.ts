import manifest from '../../package.json' with { type: 'json' };

/** The version of the suite, shared by all actions and the command line. */
export const version: string = manifest.version;
