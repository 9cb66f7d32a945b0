/** The part of Konnect's API contract that a kind was written from. */
export interface Contract {
  readonly version: string;
  /** The paths of the kind's own requests, as the contract writes them: `/v3/teams/{teamId}`. */
  readonly paths: readonly string[];
}
