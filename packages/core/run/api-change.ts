/** How a change of an API affects those who use it, the worst first. */
export const apiChangeLevels = ['breaking', 'risky', 'harmless'] as const;
export type ApiChangeLevel = (typeof apiChangeLevels)[number];

export interface ApiChange {
  readonly level: ApiChangeLevel;
  /** `GET /flights`; absent for what concerns no one operation. */
  readonly operation?: string;
  /** One sentence. Untrusted: it quotes the specification. */
  readonly text: string;
}
