/** Environment variables by their names: those of this process, or what stands for them. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;
