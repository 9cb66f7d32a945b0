/** Environment variables by name: those of this process, or others in a test. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;
