/**
 * The gateway's defaults. Answers and `v1/schemas/json/<type>` use the same ones, because decK fills in those of the
 * schema: a default in only one of them would be a change in every diff (seen).
 */
export const SERVICE_DEFAULTS = {
  protocol: 'http',
  port: 80,
  retries: 5,
  connect_timeout: 60000,
  read_timeout: 60000,
  write_timeout: 60000,
  enabled: true,
} as const;

/** Seen on the real service: `protocols` has both, although the contract's default is `["https"]`. */
export const ROUTE_DEFAULTS = {
  protocols: ['http', 'https'],
  regex_priority: 0,
  strip_path: true,
  path_handling: 'v0',
  preserve_host: false,
  request_buffering: true,
  response_buffering: true,
  https_redirect_status_code: 426,
} as const;

/** Konnect API contract 3.15.0, `Upstream`. */
export const UPSTREAM_DEFAULTS = {
  algorithm: 'round-robin',
  slots: 10000,
  hash_on: 'none',
  hash_fallback: 'none',
  hash_on_cookie_path: '/',
  use_srv_name: false,
  healthchecks: {
    threshold: 0,
    active: {
      type: 'http',
      concurrency: 10,
      http_path: '/',
      https_verify_certificate: true,
      timeout: 1,
      healthy: { http_statuses: [200, 302], interval: 0, successes: 0 },
      unhealthy: {
        http_failures: 0,
        http_statuses: [429, 404, 500, 501, 502, 503, 504, 505],
        interval: 0,
        tcp_failures: 0,
        timeouts: 0,
      },
    },
    passive: {
      type: 'http',
      healthy: {
        http_statuses: [200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307, 308],
        successes: 0,
      },
      unhealthy: { http_failures: 0, http_statuses: [429, 500, 503], tcp_failures: 0, timeouts: 0 },
    },
  },
} as const;

/** Konnect API contract 3.15.0, `Target`. */
export const TARGET_DEFAULTS = { weight: 100, failover: false } as const;

export const PLUGIN_DEFAULTS = { enabled: true, protocols: ['grpc', 'grpcs', 'http', 'https'] } as const;
