import type { RecordedRequest } from './recording.ts';

/** A refusal that the recorded server did not give, because it did not have all of Konnect's rules. */
export interface Exception {
  readonly reason: string;
  readonly status: number;
  readonly allows: (request: RecordedRequest) => boolean;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    reason: "koctl's first run maps groups before the team exists and sends an empty team_id, which Konnect refuses",
    status: 400,
    allows: ({ method, path, body }) =>
      method === 'PATCH' &&
      path === '/v3/identity-provider/team-group-mappings' &&
      JSON.stringify(body).includes('"team_id":""'),
  },
  {
    reason: 'koctl adds members again in every run and passes over the answer; the contract has a 409 for it',
    status: 409,
    allows: ({ method, path }) => method === 'POST' && /^\/v3\/teams\/[^/]+\/users$/.test(path),
  },
  {
    reason: 'kongctl asks for settings the portal does not have; the contract has a 404 for it',
    status: 404,
    allows: ({ method, path }) => method === 'GET' && /^\/v3\/portals\/[^/]+\/(email-config|custom-domain)$/.test(path),
  },
];

/** Recorded ids of system teams, which exist before the first request. */
export const SYSTEM_TEAMS: Readonly<Record<string, string>> = {
  '1e3ee41a-f518-4ecc-b378-4c4449e2abff': 'organization-admin',
};
