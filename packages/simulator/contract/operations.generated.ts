// Written by `npm run generate` from Konnect's API contract 3.15.0. Do not edit.
import { allOf, anyOf, anything, choice, flag, labels, labelsUpdate, list, mapOf, nullable, number, oneOf, oneOfBy, openRecord, record, required, text, whole, type Shape } from '../rules/shape.ts';
import type { Operation } from './operation.ts';

const $NotificationRegion: Shape = choice("US", "EU", "AU", "ME", "IN", "*");
const $NotificationChannelType: Shape = choice("EMAIL", "IN_APP");
const $NotificationChannel: Shape = openRecord({ type: required($NotificationChannelType), enabled: required(flag()) });
const $EventSubscription: Shape = openRecord({ regions: required(list($NotificationRegion)), entities: required(list(text())), channels: required(list($NotificationChannel)), enabled: required(flag()), name: required(text()) });
const $NotificationStatus: Shape = choice("READ", "UNREAD", "ARCHIVED");
const $BulkPayload: Shape = openRecord({ ids: required(list(text(), { min: 1, max: 100, unique: true })), status: required($NotificationStatus) });
const $NotificationUpdatePayload: Shape = openRecord({ status: required($NotificationStatus) });
const $AuthStrategyName: Shape = text({ min: 1, max: 256 });
const $AuthStrategyDisplayName: Shape = text({ max: 256 });
const $AppAuthStrategyConfigKeyAuth: Shape = record({ key_names: list(text({ max: 256 }), { min: 1, max: 10 }), ttl: openRecord({ value: required(whole({ min: 1 })), unit: required(choice("days", "weeks", "years")) }) });
const $AuthStrategyPrincipals: Shape = record({ enabled: required(flag()) });
const $AppAuthStrategyKeyAuthRequest: Shape = record({ name: required($AuthStrategyName), display_name: required($AuthStrategyDisplayName), strategy_type: required(choice("key_auth")), configs: required(record({ "key-auth": required($AppAuthStrategyConfigKeyAuth) })), labels: labels(), principals: $AuthStrategyPrincipals });
const $AppAuthStrategyConfigOpenIDConnect: Shape = openRecord({ issuer: required(text({ max: 256 })), credential_claim: required(list(text({ max: 128 }), { max: 10 })), scopes: required(list(text({ max: 128 }), { max: 50 })), auth_methods: required(list(text({ max: 64 }), { max: 10 })) });
const $AppAuthStrategyOpenIDConnectRequest: Shape = record({ name: required($AuthStrategyName), display_name: required($AuthStrategyDisplayName), strategy_type: required(choice("openid_connect")), configs: required(record({ "openid-connect": required($AppAuthStrategyConfigOpenIDConnect) })), dcr_provider_id: nullable(text({ format: 'uuid' })), labels: labels(), principals: $AuthStrategyPrincipals });
const $CreateAppAuthStrategyRequest: Shape = allOf(openRecord({ strategy_type: required(anything()) }), oneOfBy('strategy_type', { key_auth: $AppAuthStrategyKeyAuthRequest, openid_connect: $AppAuthStrategyOpenIDConnectRequest }));
const $PartialAppAuthStrategyConfigOpenIDConnect: Shape = openRecord({ issuer: text({ max: 256 }), credential_claim: list(text({ max: 128 }), { max: 10 }), scopes: list(text({ max: 128 }), { max: 50 }), auth_methods: list(text({ max: 64 }), { max: 10 }) });
const $UpdateAppAuthStrategyRequestOpenIdConnect: Shape = record({ "openid-connect": required($PartialAppAuthStrategyConfigOpenIDConnect) });
const $PartialAppAuthStrategyConfigKeyAuth: Shape = record({ key_names: list(text({ max: 256 }), { min: 1, max: 10 }), ttl: nullable(openRecord({ value: required(whole({ min: 1 })), unit: required(choice("days", "weeks", "years")) })) });
const $UpdateAppAuthStrategyRequestKeyAuth: Shape = record({ "key-auth": required($PartialAppAuthStrategyConfigKeyAuth) });
const $UpdateAppAuthStrategyRequest: Shape = record({ name: $AuthStrategyName, display_name: $AuthStrategyDisplayName, labels: labelsUpdate(), dcr_provider_id: nullable(text({ format: 'uuid' })), configs: oneOf($UpdateAppAuthStrategyRequestOpenIdConnect, $UpdateAppAuthStrategyRequestKeyAuth), principals: $AuthStrategyPrincipals });
const $ProxyURL: Shape = record({ host: required(text({ min: 1, max: 120 })), port: required(whole({ min: 1 })), protocol: required(text({ min: 1, max: 32 })) });
const $ProxyURLs: Shape = list($ProxyURL, { max: 5 });
const $CreateControlPlaneRequest: Shape = record({ name: required(text({ min: 2, max: 256 })), description: text({ max: 2048 }), cluster_type: choice("CLUSTER_TYPE_CONTROL_PLANE", "CLUSTER_TYPE_K8S_INGRESS_CONTROLLER", "CLUSTER_TYPE_CONTROL_PLANE_GROUP", "CLUSTER_TYPE_SERVERLESS", "CLUSTER_TYPE_KAFKA_NATIVE_EVENT_PROXY", "CLUSTER_TYPE_SERVERLESS_V1"), auth_type: choice("pinned_client_certs", "pki_client_certs"), cloud_gateway: flag(), proxy_urls: $ProxyURLs, labels: labels() });
const $UpdateControlPlaneRequest: Shape = record({ name: text({ min: 2, max: 256 }), description: text({ max: 2048 }), auth_type: choice("pinned_client_certs", "pki_client_certs"), proxy_urls: $ProxyURLs, labels: labels() });
const $CreateConfigStore: Shape = record({ name: text({ min: 1, max: 100 }) });
const $UpdateConfigStore: Shape = record({ name: text({ min: 1, max: 100 }) });
const $CreateConfigStoreSecret: Shape = openRecord({ key: required(text({ min: 1, max: 512 })), value: required(text({ min: 1, max: 5120 })) });
const $UpdateConfigStoreSecret: Shape = openRecord({ value: required(text({ min: 1, max: 5120 })) });
const $CACertificate: Shape = record({ cert: required(text()), cert_digest: nullable(text()), created_at: nullable(whole()), id: nullable(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $CertificateRequest: Shape = allOf(record({ cert: text(), cert_alt: nullable(text()), created_at: nullable(whole()), description: nullable(text()), id: nullable(text()), key: text(), key_alt: nullable(text()), managed_by: mapOf(text({ min: 1, max: 63, pattern: /^[a-z0-9A-Z]{1}([a-z0-9A-Z-._]*[a-z0-9A-Z]+)?$/u }), { max: 5 }), snis: nullable(list(text())), tags: nullable(list(text())), updated_at: nullable(whole()), vault: nullable(text()), vault_alt: nullable(text()) }), anyOf(openRecord({ vault: required(anything()) }), openRecord({ cert: required(anything()), key: required(anything()) })));
const $SNIWithoutParents: Shape = record({ certificate: openRecord({ id: text() }), created_at: nullable(whole()), id: nullable(text()), name: required(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $ConsumerGroup: Shape = record({ created_at: nullable(whole()), id: nullable(text()), name: required(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $PluginWithoutParents: Shape = record({ condition: nullable(text({ max: 1024 })), config: nullable(openRecord({})), consumer: nullable(openRecord({ id: text() })), consumer_group: nullable(openRecord({ id: text() })), created_at: nullable(whole()), enabled: nullable(flag()), id: nullable(text({ min: 1 })), instance_name: nullable(text()), name: required(text({ min: 1 })), ordering: nullable(openRecord({ after: openRecord({ access: list(text()) }), before: openRecord({ access: list(text()) }) })), partials: nullable(list(openRecord({ id: text({ min: 1 }), name: text(), path: text() }))), protocols: nullable(list(choice("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss"))), route: nullable(openRecord({ id: text() })), service: nullable(openRecord({ id: text() })), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $Consumer: Shape = record({ created_at: nullable(whole()), custom_id: nullable(text()), id: nullable(text()), tags: nullable(list(text())), updated_at: nullable(whole()), username: nullable(text()) });
const $ACLWithoutParents: Shape = record({ consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), group: required(text()), id: nullable(text()), tags: nullable(list(text())) });
const $BasicAuthWithoutParents: Shape = record({ consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), password: required(text()), tags: nullable(list(text())), username: required(text()) });
const $HMACAuthWithoutParents: Shape = record({ consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), secret: nullable(text()), tags: nullable(list(text())), username: required(text()) });
const $JWTWithoutParents: Shape = record({ algorithm: nullable(choice("ES256", "ES256K", "ES384", "ES512", "ESB256", "ESB320", "ESB384", "ESB512", "ESP256", "ESP384", "ESP512", "Ed25519", "Ed448", "EdDSA", "HS256", "HS384", "HS512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512")), consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), key: nullable(text()), rsa_public_key: nullable(text()), secret: nullable(text()), tags: nullable(list(text())) });
const $KeyAuthWithoutParents: Shape = record({ consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), key: nullable(text()), tags: nullable(list(text())), ttl: nullable(whole()) });
const $MTLSAuthWithoutParents: Shape = record({ ca_certificate: openRecord({ id: text() }), consumer: nullable(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), subject_name: required(text()), tags: nullable(list(text())) });
const $CustomPlugin: Shape = record({ created_at: nullable(whole()), handler: required(text()), id: nullable(text()), name: required(text()), schema: required(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $KeySet: Shape = record({ created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $KeyWithoutParents: Shape = record({ created_at: nullable(whole()), id: nullable(text()), jwk: nullable(text()), kid: required(text()), name: nullable(text()), pem: nullable(openRecord({ private_key: text(), public_key: text() })), set: nullable(openRecord({ id: text() })), tags: nullable(list(text())), updated_at: nullable(whole()), x5t: nullable(text()) });
const $Key: Shape = record({ created_at: nullable(whole()), id: nullable(text()), jwk: nullable(text()), kid: required(text()), name: nullable(text()), pem: nullable(openRecord({ private_key: text(), public_key: text() })), set: nullable(openRecord({ id: text() })), tags: nullable(list(text())), updated_at: nullable(whole()), x5t: nullable(text()) });
const $PartialRedisCe: Shape = record({ config: required(openRecord({ cloud_authentication: openRecord({ auth_provider: choice("aws", "azure", "gcp"), aws_access_key_id: text(), aws_assume_role_arn: text(), aws_cache_name: text(), aws_is_serverless: flag(), aws_region: text(), aws_role_session_name: text(), aws_secret_access_key: text(), azure_client_id: text(), azure_client_secret: text(), azure_tenant_id: text(), gcp_service_account_json: text() }), database: whole(), host: text(), password: text(), port: whole({ min: 0, max: 65535 }), server_name: text(), ssl: flag(), ssl_verify: flag(), timeout: whole({ min: 0, max: 2147483646 }), username: text() })), created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), type: required(choice("redis-ce")), updated_at: nullable(whole()) });
const $PartialRedisEe: Shape = record({ config: required(openRecord({ cloud_authentication: openRecord({ auth_provider: choice("aws", "azure", "gcp"), aws_access_key_id: text(), aws_assume_role_arn: text(), aws_cache_name: text(), aws_is_serverless: flag(), aws_region: text(), aws_role_session_name: text(), aws_secret_access_key: text(), azure_client_id: text(), azure_client_secret: text(), azure_tenant_id: text(), gcp_service_account_json: text() }), cluster_max_redirections: whole(), cluster_nodes: list(openRecord({ ip: text(), port: whole({ min: 0, max: 65535 }) })), connect_timeout: whole({ min: 0, max: 2147483646 }), connection_is_proxied: flag(), database: whole(), host: text(), keepalive_backlog: whole({ min: 0, max: 2147483646 }), keepalive_pool_size: whole({ min: 1, max: 2147483646 }), password: text(), port: anyOf(whole({ min: 0, max: 65535 }), text()), read_timeout: whole({ min: 0, max: 2147483646 }), send_timeout: whole({ min: 0, max: 2147483646 }), sentinel_master: text(), sentinel_nodes: list(openRecord({ host: text(), port: whole({ min: 0, max: 65535 }) })), sentinel_password: text(), sentinel_role: choice("any", "master", "slave"), sentinel_username: text(), server_name: text(), ssl: flag(), ssl_verify: flag(), username: text() })), created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), type: required(choice("redis-ee")), updated_at: nullable(whole()) });
const $PartialVectordb: Shape = record({ config: required(openRecord({ dimensions: required(whole()), distance_metric: required(choice("cosine", "euclidean")), pgvector: openRecord({ database: text(), host: text(), password: text(), port: whole(), ssl: flag(), ssl_cert: text(), ssl_cert_key: text(), ssl_required: flag(), ssl_verify: flag(), ssl_version: choice("any", "tlsv1_2", "tlsv1_3"), timeout: number(), user: text() }), redis: openRecord({ cloud_authentication: openRecord({ auth_provider: choice("aws", "azure", "gcp"), aws_access_key_id: text(), aws_assume_role_arn: text(), aws_cache_name: text(), aws_is_serverless: flag(), aws_region: text(), aws_role_session_name: text(), aws_secret_access_key: text(), azure_client_id: text(), azure_client_secret: text(), azure_tenant_id: text(), gcp_service_account_json: text() }), cluster_max_redirections: whole(), cluster_nodes: list(openRecord({ ip: text(), port: whole({ min: 0, max: 65535 }) })), connect_timeout: whole({ min: 0, max: 2147483646 }), connection_is_proxied: flag(), database: whole(), host: text(), keepalive_backlog: whole({ min: 0, max: 2147483646 }), keepalive_pool_size: whole({ min: 1, max: 2147483646 }), password: text(), port: whole({ min: 0, max: 65535 }), read_timeout: whole({ min: 0, max: 2147483646 }), send_timeout: whole({ min: 0, max: 2147483646 }), sentinel_master: text(), sentinel_nodes: list(openRecord({ host: text(), port: whole({ min: 0, max: 65535 }) })), sentinel_password: text(), sentinel_role: choice("any", "master", "slave"), sentinel_username: text(), server_name: text(), ssl: flag(), ssl_verify: flag(), username: text() }), strategy: required(choice("pgvector", "redis")), threshold: number() })), created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), type: required(choice("vectordb")), updated_at: nullable(whole()) });
const $PartialEmbeddings: Shape = record({ config: required(openRecord({ auth: openRecord({ allow_override: flag(), aws_access_key_id: text(), aws_secret_access_key: text(), azure_client_id: text(), azure_client_secret: text(), azure_tenant_id: text(), azure_use_managed_identity: flag(), gcp_metadata_url: text(), gcp_oauth_token_url: text(), gcp_service_account_json: text(), gcp_use_service_account: flag(), header_name: text(), header_value: text(), param_location: choice("body", "query"), param_name: text(), param_value: text() }), model: required(openRecord({ name: required(text()), options: openRecord({ azure: openRecord({ api_version: text(), deployment_id: text(), instance: text() }), bedrock: openRecord({ aws_assume_role_arn: text(), aws_region: text(), aws_role_session_name: text(), aws_sts_endpoint_url: text(), batch_bucket_prefix: text(), batch_role_arn: text(), embeddings_normalize: flag(), performance_config_latency: text(), video_output_s3_uri: text() }), gemini: openRecord({ api_endpoint: text(), location_id: text(), project_id: text() }), huggingface: openRecord({ use_cache: flag(), wait_for_model: flag() }), upstream_url: text() }), provider: required(choice("azure", "bedrock", "gemini", "huggingface", "mistral", "ollama", "openai")) })) })), created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), type: required(choice("embeddings")), updated_at: nullable(whole()) });
const $PartialModel: Shape = record({ config: required(openRecord({ auth: openRecord({ allow_override: flag(), aws_access_key_id: text(), aws_secret_access_key: text(), azure_client_id: text(), azure_client_secret: text(), azure_tenant_id: text(), azure_use_managed_identity: flag(), gcp_metadata_url: text(), gcp_oauth_token_url: text(), gcp_service_account_json: text(), gcp_use_service_account: flag(), header_name: text(), header_value: text(), param_location: choice("body", "query"), param_name: text(), param_value: text() }), description: text(), logging: openRecord({ log_payloads: flag(), log_statistics: flag() }), metadata: nullable(openRecord({})), model: required(openRecord({ model_alias: text(), name: text(), options: openRecord({ anthropic_version: text(), azure_api_version: text(), azure_deployment_id: text(), azure_instance: text(), bedrock: openRecord({ aws_assume_role_arn: text(), aws_region: text(), aws_role_session_name: text(), aws_sts_endpoint_url: text(), batch_bucket_prefix: text(), batch_role_arn: text(), embeddings_normalize: flag(), performance_config_latency: text(), video_output_s3_uri: text() }), cohere: openRecord({ embedding_input_type: choice("classification", "clustering", "image", "search_document", "search_query"), wait_for_model: flag() }), dashscope: openRecord({ international: flag() }), databricks: openRecord({ workspace_instance_id: text() }), embeddings_dimensions: whole(), gemini: openRecord({ api_endpoint: text(), endpoint_id: text(), location_id: text(), project_id: text() }), huggingface: openRecord({ use_cache: flag(), wait_for_model: flag() }), input_cost: number(), llama2_format: choice("ollama", "openai", "raw"), max_tokens: whole(), mistral_format: choice("ollama", "openai"), output_cost: number(), temperature: number({ min: 0, max: 5 }), top_k: whole({ min: 0, max: 500 }), top_p: number({ min: 0, max: 1 }), upstream_path: text(), upstream_url: text() }), provider: required(choice("anthropic", "azure", "bedrock", "cerebras", "cohere", "dashscope", "databricks", "deepseek", "gemini", "huggingface", "llama2", "mistral", "ollama", "openai", "vllm", "xai")) })), route_type: required(choice("audio/v1/audio/speech", "audio/v1/audio/transcriptions", "audio/v1/audio/translations", "image/v1/images/edits", "image/v1/images/generations", "llm/v1/assistants", "llm/v1/batches", "llm/v1/chat", "llm/v1/completions", "llm/v1/embeddings", "llm/v1/files", "llm/v1/responses", "preserve", "realtime/v1/realtime", "video/v1/videos/generations")), weight: whole({ min: 1, max: 65535 }) })), created_at: nullable(whole()), id: nullable(text()), name: nullable(text()), tags: nullable(list(text())), type: required(choice("model")), updated_at: nullable(whole()) });
const $Partial: Shape = oneOfBy('type', { embeddings: $PartialEmbeddings, model: $PartialModel, "redis-ce": $PartialRedisCe, "redis-ee": $PartialRedisEe, vectordb: $PartialVectordb });
const $Plugin: Shape = record({ condition: nullable(text({ max: 1024 })), config: nullable(openRecord({})), consumer: nullable(openRecord({ id: text() })), consumer_group: nullable(openRecord({ id: text() })), created_at: nullable(whole()), enabled: nullable(flag()), id: nullable(text({ min: 1 })), instance_name: nullable(text()), name: required(text({ min: 1 })), ordering: nullable(openRecord({ after: openRecord({ access: list(text()) }), before: openRecord({ access: list(text()) }) })), partials: nullable(list(openRecord({ id: text({ min: 1 }), name: text(), path: text() }))), protocols: nullable(list(choice("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss"))), route: nullable(openRecord({ id: text() })), service: nullable(openRecord({ id: text() })), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $RouteJson: Shape = record({ created_at: nullable(whole()), destinations: nullable(list(openRecord({ ip: text(), port: whole({ min: 0, max: 65535 }) }))), headers: nullable(mapOf(list(text()))), hosts: nullable(list(text())), https_redirect_status_code: nullable(choice(301, 302, 307, 308, 426)), id: nullable(text()), methods: nullable(list(text())), name: nullable(text()), path_handling: nullable(choice("v0", "v1")), paths: nullable(list(text())), preserve_host: nullable(flag()), protocols: nullable(list(choice("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss"))), regex_priority: nullable(whole()), request_buffering: nullable(flag()), response_buffering: nullable(flag()), service: nullable(openRecord({ id: text() })), snis: nullable(list(text())), sources: nullable(list(openRecord({ ip: text(), port: whole({ min: 0, max: 65535 }) }))), strip_path: nullable(flag()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $RouteExpression: Shape = record({ created_at: nullable(whole()), expression: nullable(text()), https_redirect_status_code: nullable(choice(301, 302, 307, 308, 426)), id: nullable(text()), name: nullable(text()), path_handling: nullable(choice("v0", "v1")), preserve_host: nullable(flag()), priority: nullable(whole({ min: 0, max: 70368744177663 })), protocols: nullable(list(choice("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss"))), request_buffering: nullable(flag()), response_buffering: nullable(flag()), service: nullable(openRecord({ id: text() })), strip_path: nullable(flag()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $Route: Shape = oneOf($RouteJson, $RouteExpression);
const $Service: Shape = record({ ca_certificates: nullable(list(text())), client_certificate: nullable(openRecord({ id: text() })), connect_timeout: nullable(whole({ min: 1, max: 2147483646 })), created_at: nullable(whole()), enabled: nullable(flag()), host: required(text()), id: nullable(text({ min: 1 })), name: nullable(text()), path: nullable(text()), port: nullable(whole({ min: 0, max: 65535 })), protocol: nullable(choice("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp", "ws", "wss")), read_timeout: nullable(whole({ min: 1, max: 2147483646 })), retries: nullable(whole({ min: 0, max: 32767 })), tags: nullable(list(text())), tls_sans: nullable(openRecord({ dnsnames: list(text()), uris: list(text()) })), tls_verify: nullable(flag()), tls_verify_depth: nullable(whole({ min: 0, max: 64 })), updated_at: nullable(whole()), url: nullable(text()), write_timeout: nullable(whole({ min: 1, max: 2147483646 })) });
const $Degraphql_routeWithoutParents: Shape = record({ created_at: nullable(whole()), id: nullable(text()), methods: nullable(list(text())), query: required(text()), service: openRecord({ id: text() }), updated_at: nullable(whole()), uri: required(text()) });
const $GraphQLCostDecorationWithoutParents: Shape = record({ add_arguments: nullable(list(text())), add_constant: nullable(number()), created_at: nullable(whole()), id: nullable(text()), mul_arguments: nullable(list(text())), mul_constant: nullable(number()), service: nullable(openRecord({ id: text() })), type_path: required(text()) });
const $RouteWithoutParents: Shape = oneOf($RouteJson, $RouteExpression);
const $SNI: Shape = record({ certificate: required(openRecord({ id: text() })), created_at: nullable(whole()), id: nullable(text()), name: required(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $Upstream: Shape = record({ algorithm: nullable(choice("consistent-hashing", "latency", "least-connections", "round-robin", "sticky-sessions")), client_certificate: nullable(openRecord({ id: text() })), created_at: nullable(whole()), hash_fallback: nullable(choice("consumer", "cookie", "header", "ip", "none", "path", "query_arg", "uri_capture")), hash_fallback_header: nullable(text()), hash_fallback_query_arg: nullable(text({ min: 1 })), hash_fallback_uri_capture: nullable(text({ min: 1 })), hash_on: nullable(choice("consumer", "cookie", "header", "ip", "none", "path", "query_arg", "uri_capture")), hash_on_cookie: nullable(text()), hash_on_cookie_path: nullable(text()), hash_on_header: nullable(text()), hash_on_query_arg: nullable(text({ min: 1 })), hash_on_uri_capture: nullable(text({ min: 1 })), healthchecks: nullable(openRecord({ active: openRecord({ concurrency: whole({ min: 1, max: 2147483648 }), headers: mapOf(list(text())), healthy: openRecord({ http_statuses: list(whole({ min: 100, max: 999 })), interval: number({ min: 0, max: 65535 }), successes: whole({ min: 0, max: 255 }) }), http_path: text(), https_sni: text(), https_verify_certificate: flag(), timeout: number({ min: 0, max: 65535 }), type: choice("grpc", "grpcs", "http", "https", "tcp"), unhealthy: openRecord({ http_failures: whole({ min: 0, max: 255 }), http_statuses: list(whole({ min: 100, max: 999 })), interval: number({ min: 0, max: 65535 }), tcp_failures: whole({ min: 0, max: 255 }), timeouts: whole({ min: 0, max: 255 }) }) }), passive: openRecord({ healthy: openRecord({ http_statuses: list(whole({ min: 100, max: 999 })), successes: whole({ min: 0, max: 255 }) }), type: choice("grpc", "grpcs", "http", "https", "tcp"), unhealthy: openRecord({ http_failures: whole({ min: 0, max: 255 }), http_statuses: list(whole({ min: 100, max: 999 })), tcp_failures: whole({ min: 0, max: 255 }), timeouts: whole({ min: 0, max: 255 }) }) }), threshold: number({ min: 0, max: 100 }) })), host_header: nullable(text()), id: nullable(text()), name: required(text()), slots: nullable(whole({ min: 10, max: 65536 })), sticky_sessions_cookie: nullable(text()), sticky_sessions_cookie_path: nullable(text()), tags: nullable(list(text())), updated_at: nullable(whole()), use_srv_name: nullable(flag()) });
const $TargetWithoutParents: Shape = record({ created_at: nullable(number()), failover: nullable(flag()), id: nullable(text()), tags: nullable(list(text())), target: required(nullable(text())), updated_at: nullable(number()), upstream: nullable(openRecord({ id: text() })), weight: nullable(whole({ min: 0, max: 65535 })) });
const $Vault: Shape = record({ config: nullable(openRecord({})), created_at: nullable(whole()), description: nullable(text()), id: nullable(text()), name: required(text()), prefix: required(text()), tags: nullable(list(text())), updated_at: nullable(whole()) });
const $GroupMembership: Shape = openRecord({ members: required(list(openRecord({ id: required(text()) }))) });
const $AdvancedMetrics: Shape = list(choice("cache_hit_rate", "error_rate", "kong_internal_latency_average", "kong_internal_latency_p50", "kong_internal_latency_p95", "kong_internal_latency_p99", "kong_latency_average", "kong_latency_p50", "kong_latency_p95", "kong_latency_p99", "request_count", "request_per_minute", "request_size_average", "request_size_p50", "request_size_p95", "request_size_p99", "request_size_sum", "response_latency_average", "response_latency_p50", "response_latency_p95", "response_latency_p99", "response_size_average", "response_size_p50", "response_size_p95", "response_size_p99", "response_size_sum", "upstream_latency_average", "upstream_latency_p50", "upstream_latency_p95", "upstream_latency_p99"));
const $AdvancedFilters: Shape = list(openRecord({ field: required(choice("api", "api_package", "api_product", "api_product_version", "application", "cache_status", "consumer", "control_plane", "control_plane_group", "country_code", "data_plane_node", "data_plane_node_version", "gateway_service", "portal", "principal", "realm", "response_source", "route", "status_code", "status_code_grouped", "upstream_status_code", "upstream_status_code_grouped")), operator: required(choice("in", "not_in", "empty", "not_empty")), value: anything() }));
const $Granularity: Shape = choice("tenSecondly", "thirtySecondly", "minutely", "fiveMinutely", "tenMinutely", "thirtyMinutely", "hourly", "twoHourly", "twelveHourly", "daily", "weekly");
const $MetricsRelativeTimeRangeDtoV2: Shape = openRecord({ tz: text(), type: required(choice("relative")), time_range: required(choice("15m", "1h", "6h", "12h", "24h", "7d", "30d", "current_week", "current_month", "previous_week", "previous_month")) });
const $MetricsAbsoluteTimeRangeDtoV2: Shape = openRecord({ tz: text(), type: required(choice("absolute")), start: text({ format: 'date-time' }), end: text({ format: 'date-time' }) });
const $TimeRange: Shape = oneOfBy('type', { relative: $MetricsRelativeTimeRangeDtoV2, absolute: $MetricsAbsoluteTimeRangeDtoV2 });
const $AdvancedQuery: Shape = record({ datasource: required(choice("api_usage")), metrics: $AdvancedMetrics, dimensions: list(choice("api", "api_package", "api_product", "api_product_version", "application", "cache_status", "consumer", "control_plane", "control_plane_group", "country_code", "data_plane_node", "data_plane_node_version", "gateway_service", "portal", "principal", "realm", "response_source", "route", "status_code", "status_code_grouped", "time", "upstream_status_code", "upstream_status_code_grouped"), { max: 2 }), filters: $AdvancedFilters, granularity: $Granularity, time_range: $TimeRange, limit: number({ max: 1000 }) });
const $LLMMetrics: Shape = list(choice("total_tokens", "prompt_tokens", "completion_tokens", "ai_request_count", "cost", "error_rate", "llm_cache_embeddings_latency_average", "llm_cache_fetch_latency_average", "llm_latency_average", "llm_embeddings_tokens", "llm_embeddings_cost"));
const $LLMFilters: Shape = list(openRecord({ field: required(choice("ai_plugin", "ai_provider", "ai_request_model", "ai_response_model", "application", "consumer", "control_plane", "control_plane_group", "gateway_service", "llm_cache_status", "llm_embeddings_model", "llm_embeddings_provider", "principal", "realm", "route", "status_code", "status_code_grouped")), operator: required(choice("in", "not_in", "empty", "not_empty")), value: anything() }));
const $LLMQuery: Shape = record({ datasource: required(choice("llm_usage")), metrics: $LLMMetrics, dimensions: list(choice("control_plane", "control_plane_group", "gateway_service", "consumer", "application", "route", "ai_provider", "ai_response_model", "ai_request_model", "llm_cache_status", "llm_embeddings_provider", "llm_embeddings_model", "time", "principal", "realm", "status_code", "status_code_grouped", "ai_plugin"), { max: 2 }), filters: $LLMFilters, granularity: $Granularity, time_range: $TimeRange, limit: number({ max: 1000 }) });
const $AgenticMetrics: Shape = list(choice("a2a_latency_average", "a2a_response_size_sum", "cache_hit_rate", "error_rate", "kong_internal_latency_average", "kong_internal_latency_p50", "kong_internal_latency_p95", "kong_internal_latency_p99", "kong_latency_average", "kong_latency_p50", "kong_latency_p95", "kong_latency_p99", "mcp_response_size_sum", "request_count", "request_per_minute", "request_size_average", "request_size_p50", "request_size_p95", "request_size_p99", "request_size_sum", "response_latency_average", "response_latency_p50", "response_latency_p95", "response_latency_p99", "response_size_average", "response_size_p50", "response_size_p95", "response_size_p99", "response_size_sum", "upstream_latency_average", "upstream_latency_p50", "upstream_latency_p95", "upstream_latency_p99"));
const $AgenticFilters: Shape = list(openRecord({ field: required(choice("a2a_context_id", "a2a_error", "a2a_method", "a2a_task_id", "api", "api_package", "api_product", "api_product_version", "application", "cache_status", "consumer", "control_plane", "control_plane_group", "country_code", "data_plane_node", "data_plane_node_version", "gateway_service", "mcp_error", "mcp_method", "mcp_session_id", "mcp_tool_name", "portal", "principal", "realm", "response_source", "route", "status_code", "status_code_grouped", "upstream_status_code", "upstream_status_code_grouped")), operator: required(choice("in", "not_in", "empty", "not_empty")), value: anything() }));
const $AgenticQuery: Shape = record({ datasource: required(choice("agentic_usage")), metrics: $AgenticMetrics, dimensions: list(choice("a2a_context_id", "a2a_error", "a2a_method", "a2a_task_id", "api", "api_package", "api_product", "api_product_version", "application", "cache_status", "consumer", "control_plane", "control_plane_group", "country_code", "data_plane_node", "data_plane_node_version", "gateway_service", "mcp_error", "mcp_method", "mcp_session_id", "mcp_tool_name", "portal", "principal", "realm", "response_source", "route", "status_code", "status_code_grouped", "time", "upstream_status_code", "upstream_status_code_grouped"), { max: 2 }), filters: $AgenticFilters, granularity: $Granularity, time_range: $TimeRange, limit: number({ max: 1000 }) });
const $PlatformMetrics: Shape = list(choice("control_plane_count", "service_count", "route_count", "consumer_count", "plugin_count", "node_count"));
const $PlatformFilter: Shape = openRecord({ field: required(choice("control_plane", "data_plane_node_version", "env", "gateway_service", "hostname", "plugin", "plugin_name", "plugin_scope", "realm", "region", "route", "team")), operator: required(choice("in", "not_in")), value: required(list(text(), { min: 1 })) });
const $PlatformFilters: Shape = list($PlatformFilter);
const $PlatformGranularity: Shape = choice("daily", "weekly", "monthly");
const $PlatformRelativeTimeRange: Shape = openRecord({ tz: text(), type: required(choice("relative")), time_range: required(choice("24h", "7d", "30d", "90d", "180d", "365d", "current_week", "current_month", "current_quarter", "previous_week", "previous_month", "previous_quarter")) });
const $PlatformTimeRange: Shape = oneOfBy('type', { relative: $PlatformRelativeTimeRange, absolute: $MetricsAbsoluteTimeRangeDtoV2 });
const $PlatformQuery: Shape = record({ datasource: required(choice("platform_usage")), metrics: $PlatformMetrics, dimensions: list(choice("time", "control_plane", "gateway_service", "realm", "route", "consumer", "plugin", "plugin_name", "plugin_scope", "data_plane_node_version", "env", "team", "region", "hostname"), { max: 2 }), filters: $PlatformFilters, granularity: $PlatformGranularity, time_range: $PlatformTimeRange, limit: number({ max: 1000 }) });
const $ManagedCacheUsageMetrics: Shape = list(choice("cache_eviction_rate", "cache_expiration_rate", "cache_items_average", "cache_memory_utilization_max"));
const $RequestsFilterType: Shape = choice("in", "not_in");
const $UnscopedUuid: Shape = text({ pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u });
const $RequestsFilterTypeEmpty: Shape = choice("empty", "not_empty");
const $MetricsControlPlaneFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list($UnscopedUuid)), field: required(choice("control_plane")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("control_plane")) }));
const $MetricsDataPlaneGroupFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list($UnscopedUuid)), field: required(choice("data_plane_group")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("data_plane_group")) }));
const $MetricsManagedCacheFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list($UnscopedUuid)), field: required(choice("managed_cache")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("managed_cache")) }));
const $MetricsNetworkFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list(text())), field: required(choice("network")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("network")) }));
const $MetricsProviderFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list(text())), field: required(choice("provider")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("provider")) }));
const $MetricsProviderRegionFilterByField: Shape = oneOf(openRecord({ operator: required($RequestsFilterType), value: required(list(text())), field: required(choice("provider_region")) }), openRecord({ operator: required($RequestsFilterTypeEmpty), field: required(choice("provider_region")) }));
const $ManagedCacheUsageFilters: Shape = list(oneOfBy('field', { control_plane: $MetricsControlPlaneFilterByField, data_plane_group: $MetricsDataPlaneGroupFilterByField, managed_cache: $MetricsManagedCacheFilterByField, network: $MetricsNetworkFilterByField, provider: $MetricsProviderFilterByField, provider_region: $MetricsProviderRegionFilterByField }));
const $ManagedCacheUsageQuery: Shape = record({ datasource: required(choice("managed_cache_usage")), metrics: $ManagedCacheUsageMetrics, dimensions: list(choice("control_plane", "data_plane_group", "managed_cache", "network", "provider", "provider_region", "time"), { max: 2 }), filters: $ManagedCacheUsageFilters, granularity: $Granularity, time_range: $TimeRange, limit: number({ max: 1000 }) });
const $DonutChart: Shape = record({ chart_title: text(), type: required(choice("donut")) });
const $TimeseriesChart: Shape = record({ chart_title: text(), type: required(choice("timeseries_line", "timeseries_bar")), stacked: flag() });
const $BarChart: Shape = record({ chart_title: text(), type: required(choice("horizontal_bar", "vertical_bar")), stacked: flag() });
const $TopNChart: Shape = record({ chart_title: text(), type: required(choice("top_n")) });
const $SingleValueChart: Shape = record({ chart_title: text(), type: required(choice("single_value")), decimal_points: number() });
const $ChoroplethMapChart: Shape = record({ chart_title: text(), type: required(choice("choropleth_map")) });
const $Chart: Shape = oneOfBy('type', { donut: $DonutChart, timeseries_line: $TimeseriesChart, timeseries_bar: $TimeseriesChart, horizontal_bar: $BarChart, vertical_bar: $BarChart, top_n: $TopNChart, single_value: $SingleValueChart, choropleth_map: $ChoroplethMapChart });
const $ChartTileDefinition: Shape = record({ query: required(oneOfBy('datasource', { api_usage: $AdvancedQuery, llm_usage: $LLMQuery, agentic_usage: $AgenticQuery, platform_usage: $PlatformQuery, managed_cache_usage: $ManagedCacheUsageQuery })), chart: required($Chart) });
const $PlatformTabularQuery: Shape = record({ datasource: required(choice("platform_usage")), entity: text(), columns: list(text(), { min: 1 }), filters: $PlatformFilters, cursor: text(), page_size: whole() });
const $TableChart: Shape = record({ chart_title: text(), type: required(choice("table")) });
const $TableChartTileDefinition: Shape = record({ query: required($PlatformTabularQuery), chart: required($TableChart) });
const $AnyChartTileDefinition: Shape = oneOf($ChartTileDefinition, $TableChartTileDefinition);
const $ChartTile: Shape = record({ layout: required(record({ position: required(record({ col: required(whole({ min: 0, max: 5 })), row: required(whole({ min: 0 })) })), size: required(record({ cols: required(whole({ min: 1, max: 6 })), rows: required(whole({ min: 1 })) })) })), type: required(choice("chart")), definition: required($AnyChartTileDefinition) });
const $Tile: Shape = oneOfBy('type', { chart: $ChartTile });
const $AllFilterItems: Shape = openRecord({ field: required(choice("a2a_context_id", "a2a_error", "a2a_method", "a2a_task_id", "ai_plugin", "ai_provider", "ai_request_model", "ai_response_model", "api", "api_package", "api_product", "api_product_version", "application", "cache_status", "consumer", "control_plane", "control_plane_group", "country_code", "data_plane_group", "data_plane_node", "data_plane_node_version", "env", "gateway_service", "hostname", "llm_cache_status", "llm_embeddings_model", "llm_embeddings_provider", "managed_cache", "mcp_error", "mcp_method", "mcp_session_id", "mcp_tool_name", "network", "portal", "principal", "provider", "provider_region", "realm", "region", "response_source", "route", "status_code", "status_code_grouped", "team", "upstream_status_code", "upstream_status_code_grouped")), operator: required(choice("in", "not_in", "empty", "not_empty")), value: anything() });
const $Dashboard: Shape = record({ tiles: required(list($Tile)), preset_filters: list($AllFilterItems) });
const $DashboardUpdateRequest: Shape = openRecord({ name: required(text({ min: 1, max: 255 })), definition: required($Dashboard), labels: labels() });
const $DcrConfigPropertyInitialClientId: Shape = text({ max: 256 });
const $DcrConfigPropertyInitialClientSecret: Shape = text({ max: 256 });
const $DcrConfigPropertyInitialClientAudience: Shape = nullable(text({ max: 256 }));
const $CreateDcrConfigAuth0InRequest: Shape = record({ initial_client_id: required($DcrConfigPropertyInitialClientId), initial_client_secret: required($DcrConfigPropertyInitialClientSecret), initial_client_audience: $DcrConfigPropertyInitialClientAudience, use_developer_managed_scopes: flag() });
const $DcrProviderName: Shape = text({ min: 1, max: 256 });
const $DcrProviderDisplayName: Shape = text({ min: 1, max: 256 });
const $CreateDcrProviderRequestAuth0: Shape = openRecord({ provider_type: required(choice("auth0")), dcr_config: required($CreateDcrConfigAuth0InRequest), name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $CreateDcrConfigAzureAdInRequest: Shape = record({ initial_client_id: required($DcrConfigPropertyInitialClientId), initial_client_secret: required($DcrConfigPropertyInitialClientSecret) });
const $CreateDcrProviderRequestAzureAd: Shape = openRecord({ provider_type: required(choice("azureAd")), dcr_config: required($CreateDcrConfigAzureAdInRequest), name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $CreateDcrConfigCurityInRequest: Shape = record({ initial_client_id: required($DcrConfigPropertyInitialClientId), initial_client_secret: required($DcrConfigPropertyInitialClientSecret) });
const $CreateDcrProviderRequestCurity: Shape = openRecord({ provider_type: required(choice("curity")), dcr_config: required($CreateDcrConfigCurityInRequest), name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $DcrConfigPropertyDcrToken: Shape = text({ max: 256 });
const $CreateDcrConfigOktaInRequest: Shape = record({ dcr_token: required($DcrConfigPropertyDcrToken) });
const $CreateDcrProviderRequestOkta: Shape = openRecord({ provider_type: required(choice("okta")), dcr_config: required($CreateDcrConfigOktaInRequest), name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $DcrBaseUrl: Shape = text({ max: 256 });
const $DcrConfigPropertyApiKey: Shape = text({ min: 12, max: 256, pattern: /^[a-zA-Z0-9_]+$/u });
const $DcrConfigPropertyDisableEventHooks: Shape = flag();
const $DcrConfigPropertyDisableRefreshSecret: Shape = flag();
const $DcrConfigPropertyAllowMultipleCredentials: Shape = flag();
const $CreateDcrConfigHttpInRequest: Shape = record({ dcr_base_url: required($DcrBaseUrl), api_key: required($DcrConfigPropertyApiKey), disable_event_hooks: $DcrConfigPropertyDisableEventHooks, disable_refresh_secret: $DcrConfigPropertyDisableRefreshSecret, allow_multiple_credentials: $DcrConfigPropertyAllowMultipleCredentials });
const $CreateDcrProviderRequestHttp: Shape = openRecord({ provider_type: required(choice("http")), dcr_config: required($CreateDcrConfigHttpInRequest), name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $CreateDcrConfigKongIdentityInRequest: Shape = record({});
const $CreateDcrProviderRequestKongIdentity: Shape = openRecord({ provider_type: required(choice("kongIdentity")), dcr_config: $CreateDcrConfigKongIdentityInRequest, name: required($DcrProviderName), display_name: $DcrProviderDisplayName, issuer: required(text({ max: 256 })), labels: labels() });
const $CreateDcrProviderRequest: Shape = oneOfBy('provider_type', { auth0: $CreateDcrProviderRequestAuth0, azureAd: $CreateDcrProviderRequestAzureAd, curity: $CreateDcrProviderRequestCurity, okta: $CreateDcrProviderRequestOkta, http: $CreateDcrProviderRequestHttp, kongIdentity: $CreateDcrProviderRequestKongIdentity });
const $UpdateDcrConfigAuth0InRequest: Shape = record({ initial_client_id: $DcrConfigPropertyInitialClientId, initial_client_secret: $DcrConfigPropertyInitialClientSecret, initial_client_audience: $DcrConfigPropertyInitialClientAudience, use_developer_managed_scopes: flag() });
const $UpdateDcrConfigAzureAdInRequest: Shape = record({ initial_client_id: $DcrConfigPropertyInitialClientId, initial_client_secret: $DcrConfigPropertyInitialClientSecret });
const $UpdateDcrConfigCurityInRequest: Shape = record({ initial_client_id: $DcrConfigPropertyInitialClientId, initial_client_secret: $DcrConfigPropertyInitialClientSecret });
const $UpdateDcrConfigOktaInRequest: Shape = record({ dcr_token: $DcrConfigPropertyDcrToken });
const $UpdateDcrConfigHttpInRequest: Shape = record({ dcr_base_url: $DcrBaseUrl, api_key: $DcrConfigPropertyApiKey, disable_event_hooks: $DcrConfigPropertyDisableEventHooks, disable_refresh_secret: $DcrConfigPropertyDisableRefreshSecret, allow_multiple_credentials: $DcrConfigPropertyAllowMultipleCredentials });
const $UpdateDcrProviderRequest: Shape = record({ name: $DcrProviderName, display_name: $DcrProviderDisplayName, issuer: text({ max: 256 }), labels: labelsUpdate(), dcr_config: anyOf($UpdateDcrConfigAuth0InRequest, $UpdateDcrConfigAzureAdInRequest, $UpdateDcrConfigCurityInRequest, $UpdateDcrConfigOktaInRequest, $UpdateDcrConfigHttpInRequest) });
const $ApiAttributes: Shape = mapOf(nullable(list(text({ min: 1, max: 512, pattern: /^[^,<>]*$/u }), { min: 1, max: 20 })));
const $ValidateApiSpecRequestPayload: Shape = record({ content: required(text()) });
const $ApiDocumentContent: Shape = text();
const $ApiDocumentTitle: Shape = text();
const $ApiDocumentSlug: Shape = text({ pattern: /^[\w-]+$/u });
const $ApiDocumentStatus: Shape = choice("published", "unpublished");
const $ApiDocumentParentDocumentId: Shape = nullable(text({ format: 'uuid' }));
const $ApiDocument: Shape = record({ content: $ApiDocumentContent, title: $ApiDocumentTitle, slug: $ApiDocumentSlug, status: $ApiDocumentStatus, parent_document_id: $ApiDocumentParentDocumentId });
const $MoveDocumentRequestPayload: Shape = openRecord({ parent_document_id: text({ format: 'uuid' }), index: whole() });
const $ImagePNGDataUri: Shape = text({ pattern: /^data:image\/png(;base64)?,(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u });
const $ImageJPGDataUri: Shape = text({ pattern: /^data:image\/jpeg(;base64)?,(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u });
const $ImageSVGDataUri: Shape = text({ pattern: /^data:image\/svg\+xml(;base64)?,(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u });
const $ImageDataUri: Shape = oneOf($ImagePNGDataUri, $ImageJPGDataUri, $ImageSVGDataUri);
const $ReplaceImageRequestSchema: Shape = record({ data: required($ImageDataUri) });
const $ApiImplementationService: Shape = record({ control_plane_id: required(text({ format: 'uuid' })), id: required(text({ format: 'uuid' })) });
const $ApiImplementationGatewayServiceEntity: Shape = record({ service: $ApiImplementationService });
const $ApiImplementationControlPlane: Shape = record({ control_plane_id: required(text({ format: 'uuid' })) });
const $ApiImplementationControlPlaneEntity: Shape = record({ control_plane: $ApiImplementationControlPlane });
const $ApiImplementation: Shape = oneOf($ApiImplementationGatewayServiceEntity, $ApiImplementationControlPlaneEntity);
const $AutoApproveRegistrations: Shape = flag();
const $ApiPublicationAuthStrategyIds: Shape = nullable(list(text({ format: 'uuid' }), { min: 1, max: 1 }));
const $ApiPublicationVisibility: Shape = choice("public", "private");
const $ApiPublication: Shape = record({ auto_approve_registrations: $AutoApproveRegistrations, auth_strategy_ids: $ApiPublicationAuthStrategyIds, visibility: $ApiPublicationVisibility });
const $ApiSpec: Shape = record({ content: text(), type: choice("oas2", "oas3", "asyncapi") });
const $APIVersionRequest: Shape = record({ version: text(), spec: record({ content: text() }) });
const $IdentityProviderType: Shape = choice("oidc", "saml");
const $IdentityProviderEnabled: Shape = flag();
const $IdentityProviderLoginPath: Shape = text();
const $OIDCIdentityProviderIssuer: Shape = text({ format: 'uri' });
const $OIDCIdentityProviderClientId: Shape = text();
const $OIDCIdentityProviderClientSecret: Shape = text();
const $OIDCIdentityProviderScopes: Shape = list(text());
const $OIDCIdentityProviderClaimMappings: Shape = openRecord({ name: text(), email: text(), groups: text() });
const $OIDCIdentityProviderConfig: Shape = record({ issuer_url: required($OIDCIdentityProviderIssuer), client_id: required($OIDCIdentityProviderClientId), client_secret: $OIDCIdentityProviderClientSecret, scopes: $OIDCIdentityProviderScopes, claim_mappings: $OIDCIdentityProviderClaimMappings });
const $SAMLIdentityProviderMetadataURL: Shape = text({ format: 'uri' });
const $SAMLIdentityProviderMetadata: Shape = text();
const $SAMLIdentityProviderConfig: Shape = record({ idp_metadata_url: $SAMLIdentityProviderMetadataURL, idp_metadata_xml: $SAMLIdentityProviderMetadata });
const $CreateIdentityProvider: Shape = openRecord({ type: $IdentityProviderType, enabled: $IdentityProviderEnabled, login_path: $IdentityProviderLoginPath, config: oneOf($OIDCIdentityProviderConfig, $SAMLIdentityProviderConfig) });
const $UpdateIdentityProvider: Shape = openRecord({ enabled: $IdentityProviderEnabled, login_path: $IdentityProviderLoginPath, config: oneOf($OIDCIdentityProviderConfig, $SAMLIdentityProviderConfig) });
const $EmailDomainPayload: Shape = record({ domain: required(text()) });
const $ApplicationClientId: Shape = text({ max: 255 });
const $ApplicationOwnerType: Shape = choice("developer", "team");
const $ApplicationOwnerId: Shape = text({ format: 'uuid' });
const $ApplicationOwner: Shape = record({ type: required($ApplicationOwnerType), id: required($ApplicationOwnerId) });
const $CreateApplicationRequest: Shape = record({ name: required(text({ max: 255 })), description: text({ max: 255 }), labels: labelsUpdate(), dcr_client_id: text({ max: 255 }), client_id: $ApplicationClientId, auth_strategy_id: text({ format: 'uuid' }), owner: required($ApplicationOwner) });
const $UpdateApplicationRequest: Shape = record({ owner: $ApplicationOwner });
const $CreateApplicationRegistrationRequest: Shape = record({ api_id: required(text({ format: 'uuid' })), status: choice("approved", "pending") });
const $ApplicationRegistrationStatus: Shape = choice("approved", "pending", "revoked", "rejected");
const $UpdateApplicationRegistrationRequest: Shape = record({ status: $ApplicationRegistrationStatus });
const $UpdateRegistrationConsumerRequest: Shape = record({ id: required(text({ format: 'uuid' })) });
const $ImageGIFDataUri: Shape = text({ pattern: /^data:image\/gif(;base64)?,(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u });
const $ImageICODataUri: Shape = text({ pattern: /^data:image\/(x-icon|ico|icon|vnd.microsoft.icon)(;base64)?,(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u });
const $PortalImageDataUri: Shape = oneOf($ImagePNGDataUri, $ImageJPGDataUri, $ImageGIFDataUri, $ImageICODataUri, $ImageSVGDataUri);
const $ReplacePortalImageAsset: Shape = nullable(record({ data: required($PortalImageDataUri) }));
const $OIDCIdpMappingEnabled: Shape = flag();
const $IDPMappingEnabled: Shape = flag();
const $PortalAuthenticationSettingsUpdateRequest: Shape = openRecord({ basic_auth_enabled: flag(), oidc_auth_enabled: flag(), saml_auth_enabled: flag(), oidc_team_mapping_enabled: $OIDCIdpMappingEnabled, konnect_mapping_enabled: flag(), idp_mapping_enabled: $IDPMappingEnabled, oidc_issuer: text(), oidc_client_id: text(), oidc_client_secret: text(), oidc_scopes: list(text()), oidc_claim_mappings: openRecord({ name: text(), email: text(), groups: text() }, { min: 0, max: 3 }) });
const $CreatePortalCustomDomainSSLWithCustomCertificate: Shape = record({ domain_verification_method: required(choice("custom_certificate")), custom_certificate: required(text()), custom_private_key: required(text()), skip_ca_check: flag() });
const $CreatePortalCustomDomainSSLStandard: Shape = record({ domain_verification_method: required(choice("http")) });
const $CreatePortalCustomDomainSSL: Shape = oneOf($CreatePortalCustomDomainSSLWithCustomCertificate, $CreatePortalCustomDomainSSLStandard);
const $CreatePortalCustomDomainRequest: Shape = record({ hostname: required(text()), enabled: required(flag()), ssl: required($CreatePortalCustomDomainSSL) });
const $UpdatePortalCustomDomainSSL: Shape = record({ custom_certificate: text(), custom_private_key: text(), skip_ca_check: flag() });
const $UpdatePortalCustomDomainRequest: Shape = record({ enabled: flag(), ssl: $UpdatePortalCustomDomainSSL });
const $PortalMenuItem: Shape = record({ path: required(text({ max: 512 })), title: required(text()), visibility: required(choice("public", "private")), external: required(flag()) });
const $PortalFooterMenuSection: Shape = record({ title: required(text({ max: 512 })), items: required(list($PortalMenuItem)) });
const $PortalCustomizationV3: Shape = record({ theme: record({ name: text(), mode: choice("light", "dark", "system"), colors: record({ primary: text({ pattern: /^#([a-fA-F0-9]{6}|[a-fA-F0-9]{3})$/u }) }) }), layout: text(), css: nullable(text()), menu: record({ main: list($PortalMenuItem), footer_sections: list($PortalFooterMenuSection), footer_bottom: list($PortalMenuItem) }), spec_renderer: record({ try_it_ui: flag(), try_it_insomnia: flag(), infinite_scroll: flag(), show_schemas: flag(), hide_internal: flag(), hide_deprecated: flag(), allow_custom_server_urls: flag() }), robots: nullable(text()) });
const $CreateDeveloperRequest: Shape = record({ email: required(text({ max: 255, format: 'email' })), full_name: required(text({ max: 255 })), status: choice("approved", "pending", "revoked", "rejected"), send_invitation_email: flag() });
const $DeveloperStatus: Shape = choice("approved", "pending", "revoked", "rejected");
const $UpdateDeveloperRequest: Shape = record({ status: $DeveloperStatus });
const $PostPortalEmailConfig: Shape = record({ domain_name: nullable(text()), from_name: nullable(text()), from_email: nullable(text({ format: 'email' })), reply_to_email: nullable(text({ format: 'email' })) });
const $PatchPortalEmailConfig: Shape = record({ domain_name: nullable(text()), from_name: nullable(text()), from_email: nullable(text({ format: 'email' })), reply_to_email: nullable(text({ format: 'email' })) });
const $EmailDeliveryUpdatePayload: Shape = record({ enabled: flag(), from_email: nullable(text({ format: 'email' })), reply_to_email: nullable(text({ format: 'email' })) });
const $EmailTemplateContent: Shape = nullable(openRecord({ subject: nullable(text({ max: 1024 })), title: nullable(text({ max: 1024 })), body: nullable(text({ max: 4096 })), button_label: nullable(text({ max: 128 })) }));
const $SendTestEmailTemplateContent: Shape = openRecord({ subject: required(text({ max: 1024 })), title: required(text({ max: 1024 })), body: required(text({ max: 4096 })), button_label: text({ max: 128 }) });
const $PortalTeamGroupMappingsUpdateRequest: Shape = openRecord({ data: list(openRecord({ team_id: text({ format: 'uuid' }), groups: list(text()) })) });
const $PortalSAMLIdentityProviderConfig: Shape = record({ idp_metadata_url: $SAMLIdentityProviderMetadataURL, idp_metadata_xml: $SAMLIdentityProviderMetadata });
const $PortalCreateIdentityProvider: Shape = openRecord({ enabled: flag(), type: $IdentityProviderType, config: oneOf($OIDCIdentityProviderConfig, $PortalSAMLIdentityProviderConfig) });
const $PortalUpdateIdentityProvider: Shape = openRecord({ enabled: $IdentityProviderEnabled, config: oneOf($OIDCIdentityProviderConfig, $PortalSAMLIdentityProviderConfig) });
const $CreatePortalIdpTeamGroupMappingRequest: Shape = openRecord({ team_id: required(text({ format: 'uuid' })), group: required(text()) });
const $GoogleTagManagerIntegration: Shape = nullable(record({ enabled: required(flag()), type: required(choice("tracking")), config_data: required(record({ id: required(text({ min: 5, max: 20, pattern: /^GTM-[A-Za-z0-9]+$/u })), l: nullable(text({ max: 100 })), preview: nullable(text({ max: 100 })), cookies_win: nullable(flag()), debug: nullable(flag()), npa: nullable(flag()), data_layer: nullable(text({ max: 100 })), env_name: nullable(text({ max: 100 })), auth_referrer_policy: nullable(text({ max: 100 })) })) }));
const $GoogleAnalytics4Integration: Shape = nullable(record({ enabled: required(flag()), type: required(choice("analytics")), config_data: required(record({ id: required(text({ min: 5, max: 20, pattern: /^G-[A-Za-z0-9-]+$/u })), l: nullable(text({ max: 100 })) })) }));
const $EqualWebIntegration: Shape = nullable(record({ enabled: required(flag()), type: required(choice("accessibility")), config_data: required(record({ site_key: required(text({ min: 32, max: 32, pattern: /^[A-Za-z0-9]+$/u })), widget_config: openRecord({}) })) }));
const $PortalIntegrations: Shape = record({ google_tag_manager: $GoogleTagManagerIntegration, google_analytics_4: $GoogleAnalytics4Integration, equal_web: $EqualWebIntegration });
const $GoogleTagManagerIntegrationConfigProperties: Shape = record({ id: text({ min: 5, max: 20, pattern: /^GTM-[A-Za-z0-9]+$/u }), l: nullable(text({ max: 100 })), preview: nullable(text({ max: 100 })), cookies_win: nullable(flag()), debug: nullable(flag()), npa: nullable(flag()), data_layer: nullable(text({ max: 100 })), env_name: nullable(text({ max: 100 })), auth_referrer_policy: nullable(text({ max: 100 })) });
const $UpdateGoogleTagManagerIntegration: Shape = nullable(record({ enabled: flag(), type: choice("tracking"), config_data: $GoogleTagManagerIntegrationConfigProperties }));
const $GoogleAnalytics4IntegrationConfigProperties: Shape = record({ id: text({ min: 5, max: 20, pattern: /^G-[A-Za-z0-9-]+$/u }), l: nullable(text({ max: 100 })) });
const $UpdateGoogleAnalytics4Integration: Shape = nullable(record({ enabled: flag(), type: choice("analytics"), config_data: $GoogleAnalytics4IntegrationConfigProperties }));
const $EqualWebIntegrationConfigProperties: Shape = record({ site_key: text({ min: 32, max: 32, pattern: /^[A-Za-z0-9]+$/u }), widget_config: openRecord({}) });
const $UpdateEqualWebIntegration: Shape = nullable(record({ enabled: flag(), type: choice("accessibility"), config_data: $EqualWebIntegrationConfigProperties }));
const $UpdatePortalIntegrations: Shape = record({ google_tag_manager: $UpdateGoogleTagManagerIntegration, google_analytics_4: $UpdateGoogleAnalytics4Integration, equal_web: $UpdateEqualWebIntegration });
const $PortalAllowedIPs: Shape = list(text(), { min: 1, max: 25, unique: true });
const $PageSlug: Shape = text({ max: 512 });
const $PageTitle: Shape = text({ max: 512 });
const $PageContent: Shape = text({ max: 1000000 });
const $PageVisibilityStatus: Shape = choice("public", "private");
const $PublishedStatus: Shape = choice("published", "unpublished");
const $Description: Shape = text({ max: 160 });
const $ParentPageId: Shape = nullable(text({ format: 'uuid' }));
const $CreatePortalPageRequest: Shape = record({ slug: required($PageSlug), title: $PageTitle, content: required($PageContent), visibility: $PageVisibilityStatus, status: $PublishedStatus, description: $Description, parent_page_id: $ParentPageId });
const $VisibilityStatus: Shape = choice("public", "private");
const $UpdatePortalPageRequest: Shape = record({ slug: $PageSlug, title: $PageTitle, content: $PageContent, visibility: $VisibilityStatus, status: $PublishedStatus, description: $Description, parent_page_id: $ParentPageId });
const $MovePageRequestPayload: Shape = openRecord({ parent_page_id: text({ format: 'uuid' }), index: whole() });
const $SnippetName: Shape = text({ max: 512 });
const $SnippetTitle: Shape = text({ max: 512 });
const $SnippetContent: Shape = text({ max: 1000000 });
const $SnippetVisibilityStatus: Shape = choice("public", "private");
const $CreatePortalSnippetRequest: Shape = record({ name: required($SnippetName), title: $SnippetTitle, content: required($SnippetContent), visibility: $SnippetVisibilityStatus, status: $PublishedStatus, description: $Description });
const $UpdatePortalSnippetRequest: Shape = record({ name: $SnippetName, title: $SnippetTitle, content: $SnippetContent, visibility: $VisibilityStatus, status: $PublishedStatus, description: $Description });
const $PortalCreateTeamRequest: Shape = record({ name: required(text({ min: 1, max: 250, pattern: /^[\w \W]+$/u })), description: text({ min: 1, max: 250 }), can_own_applications: flag() });
const $PortalUpdateTeamRequest: Shape = record({ name: text({ min: 1, max: 250, pattern: /^[\w \W]+$/u }), description: text({ min: 1, max: 250 }), can_own_applications: flag() });
const $PortalAssignRoleRequest: Shape = openRecord({ role_name: required(text()), entity_id: required(text({ format: 'uuid' })), entity_type_name: required(text()), entity_region: required(choice("us", "eu", "au", "me", "in", "sg", "*")) });
const $AddDeveloperToTeamRequest: Shape = openRecord({ id: required(text({ format: 'uuid' })) });
const $PATName: Shape = text({ min: 1, max: 256, pattern: /^[\p{L}\p{N}][\p{L}\p{N} _\-\.']*[\p{L}\p{N}]$/u });
const $PersonalAccessTokenCreateRequestWithExpiresAt: Shape = record({ name: required($PATName), expires_at: required(text({ format: 'date-time' })) });
const $PersonalAccessTokenCreateRequestWithTTL: Shape = record({ name: required($PATName), ttl_seconds: required(whole({ min: 86400, max: 31536000 })) });

/** The version of the contract. */
export const CONTRACT_VERSION = '3.15.0';

/** Every operation of the contract, by path. */
export const OPERATIONS: readonly Operation[] = [
  { method: 'GET', host: 'global', path: '/v1/notifications/configurations' },
  { method: 'GET', host: 'global', path: '/v1/notifications/configurations/{eventId}/subscriptions' },
  { method: 'POST', host: 'global', path: '/v1/notifications/configurations/{eventId}/subscriptions', body: $EventSubscription },
  { method: 'DELETE', host: 'global', path: '/v1/notifications/configurations/{eventId}/subscriptions/{subscriptionId}' },
  { method: 'GET', host: 'global', path: '/v1/notifications/configurations/{eventId}/subscriptions/{subscriptionId}' },
  { method: 'PATCH', host: 'global', path: '/v1/notifications/configurations/{eventId}/subscriptions/{subscriptionId}', body: $EventSubscription },
  { method: 'GET', host: 'global', path: '/v1/notifications/inbox' },
  { method: 'POST', host: 'global', path: '/v1/notifications/inbox/bulk', body: $BulkPayload },
  { method: 'DELETE', host: 'global', path: '/v1/notifications/inbox/{notificationId}' },
  { method: 'GET', host: 'global', path: '/v1/notifications/inbox/{notificationId}' },
  { method: 'PATCH', host: 'global', path: '/v1/notifications/inbox/{notificationId}', body: $NotificationUpdatePayload },
  { method: 'GET', host: 'regional', path: '/v2/application-auth-strategies' },
  { method: 'POST', host: 'regional', path: '/v2/application-auth-strategies', body: $CreateAppAuthStrategyRequest },
  { method: 'DELETE', host: 'regional', path: '/v2/application-auth-strategies/{authStrategyId}' },
  { method: 'GET', host: 'regional', path: '/v2/application-auth-strategies/{authStrategyId}' },
  { method: 'PATCH', host: 'regional', path: '/v2/application-auth-strategies/{authStrategyId}', body: $UpdateAppAuthStrategyRequest },
  { method: 'PUT', host: 'regional', path: '/v2/application-auth-strategies/{authStrategyId}', body: $CreateAppAuthStrategyRequest },
  { method: 'GET', host: 'regional', path: '/v2/control-planes' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes', body: $CreateControlPlaneRequest },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}' },
  { method: 'PATCH', host: 'regional', path: '/v2/control-planes/{controlPlaneId}', body: $UpdateControlPlaneRequest },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores', body: $CreateConfigStore },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}', body: $UpdateConfigStore },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}/secrets' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}/secrets', body: $CreateConfigStoreSecret },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}/secrets/{key}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}/secrets/{key}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/config-stores/{configStoreId}/secrets/{key}', body: $UpdateConfigStoreSecret },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/acls' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/acls/{ACLId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/basic-auths' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/basic-auths/{BasicAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/ca_certificates' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/ca_certificates', body: $CACertificate },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/ca_certificates/{CACertificateId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/ca_certificates/{CACertificateId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/ca_certificates/{CACertificateId}', body: $CACertificate },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates', body: $CertificateRequest },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}', body: $CertificateRequest },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}/snis' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}/snis', body: $SNIWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}/snis/{SNIId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}/snis/{SNIId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/certificates/{CertificateId}/snis/{SNIId}', body: $SNIWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups', body: $ConsumerGroup },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}', body: $ConsumerGroup },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/consumers' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/consumers' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/consumers', body: openRecord({ consumer: text() }) },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/consumers/{ConsumerId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/plugins', body: $PluginWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/plugins/{PluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/plugins/{PluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumer_groups/{ConsumerGroupId}/plugins/{PluginId}', body: $PluginWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers', body: $Consumer },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/acls' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/acls', body: $ACLWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/acls/{ACLId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/acls/{ACLId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/acls/{ACLId}', body: $ACLWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/basic-auth' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/basic-auth', body: $BasicAuthWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/basic-auth/{BasicAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/basic-auth/{BasicAuthId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/basic-auth/{BasicAuthId}', body: $BasicAuthWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/hmac-auth' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/hmac-auth', body: $HMACAuthWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/hmac-auth/{HMACAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/hmac-auth/{HMACAuthId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/hmac-auth/{HMACAuthId}', body: $HMACAuthWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/jwt' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/jwt', body: $JWTWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/jwt/{JWTId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/jwt/{JWTId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/jwt/{JWTId}', body: $JWTWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/key-auth' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/key-auth', body: $KeyAuthWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/key-auth/{KeyAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/key-auth/{KeyAuthId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/key-auth/{KeyAuthId}', body: $KeyAuthWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/mtls-auth' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/mtls-auth', body: $MTLSAuthWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/mtls-auth/{MTLSAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/mtls-auth/{MTLSAuthId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/mtls-auth/{MTLSAuthId}', body: $MTLSAuthWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/plugins', body: $PluginWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/plugins/{PluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/plugins/{PluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerIdForNestedEntities}/plugins/{PluginId}', body: $PluginWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}', body: $Consumer },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}/consumer_groups' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}/consumer_groups' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}/consumer_groups', body: openRecord({ group: text() }) },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/consumers/{ConsumerId}/consumer_groups/{ConsumerGroupId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/custom-plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/custom-plugins', body: $CustomPlugin },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/custom-plugins/{CustomPluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/custom-plugins/{CustomPluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/custom-plugins/{CustomPluginId}', body: $CustomPlugin },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/degraphql_routes' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/degraphql_routes/{Degraphql_routeId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/graphql-rate-limiting-advanced/costs' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/graphql-rate-limiting-advanced/costs/{GraphQLCostDecorationId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/hmac-auths' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/hmac-auths/{HMACAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/jwts' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/jwts/{JWTId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-auths' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-auths/{KeyAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets', body: $KeySet },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}', body: $KeySet },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}/keys' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}/keys', body: $KeyWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}/keys/{KeyId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}/keys/{KeyId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/key-sets/{KeySetId}/keys/{KeyId}', body: $KeyWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/keys' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/keys', body: $Key },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/keys/{KeyId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/keys/{KeyId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/keys/{KeyId}', body: $Key },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/mtls-auths' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/mtls-auths/{MTLSAuthId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials', body: $Partial },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials/{PartialId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials/{PartialId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials/{PartialId}', body: $Partial },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/partials/{PartialId}/links' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugin-schemas' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugin-schemas', body: openRecord({ lua_schema: required(text()) }) },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugin-schemas/{name}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugin-schemas/{name}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugin-schemas/{name}', body: openRecord({ lua_schema: required(text()) }) },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugins', body: $Plugin },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugins/{PluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugins/{PluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/plugins/{PluginId}', body: $Plugin },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes', body: $Route },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}', body: $Route },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}/plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}/plugins', body: $PluginWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}/plugins/{PluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}/plugins/{PluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/routes/{RouteId}/plugins/{PluginId}', body: $PluginWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/schemas/partials/{partialType}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/schemas/plugins/{pluginName}' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/schemas/{entityName}/validate', body: openRecord({}) },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services', body: $Service },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}', body: $Service },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/degraphql/routes' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/degraphql/routes', body: $Degraphql_routeWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/degraphql/routes/{Degraphql_routeId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/degraphql/routes/{Degraphql_routeId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/degraphql/routes/{Degraphql_routeId}', body: $Degraphql_routeWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/graphql-rate-limiting-advanced/costs' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/graphql-rate-limiting-advanced/costs', body: $GraphQLCostDecorationWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/graphql-rate-limiting-advanced/costs/{GraphQLCostDecorationId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/graphql-rate-limiting-advanced/costs/{GraphQLCostDecorationId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/graphql-rate-limiting-advanced/costs/{GraphQLCostDecorationId}', body: $GraphQLCostDecorationWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/plugins' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/plugins', body: $PluginWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/plugins/{PluginId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/plugins/{PluginId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/plugins/{PluginId}', body: $PluginWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/routes' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/routes', body: $RouteWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/routes/{RouteId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/routes/{RouteId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/services/{ServiceId}/routes/{RouteId}', body: $RouteWithoutParents },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/snis' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/snis', body: $SNI },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/snis/{SNIId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/snis/{SNIId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/snis/{SNIId}', body: $SNI },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/targets' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams', body: $Upstream },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamIdForTarget}/targets' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamIdForTarget}/targets', body: $TargetWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamIdForTarget}/targets/{TargetId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamIdForTarget}/targets/{TargetId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamIdForTarget}/targets/{TargetId}', body: $TargetWithoutParents },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/upstreams/{UpstreamId}', body: $Upstream },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/vaults' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/vaults', body: $Vault },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/vaults/{VaultId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/vaults/{VaultId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/core-entities/vaults/{VaultId}', body: $Vault },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates' },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates', body: openRecord({ cert: required(text()), title: text() }) },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates/{certificateId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates/{certificateId}' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/dp-client-certificates/{certificateId}', body: openRecord({ cert: required(text()), title: text() }) },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/expected-config-hash' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/expected-config-version' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-member-status' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-memberships' },
  { method: 'PUT', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-memberships', body: $GroupMembership },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-memberships/add', body: $GroupMembership },
  { method: 'POST', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-memberships/remove', body: $GroupMembership },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/group-status' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/nodes' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/nodes/eol' },
  { method: 'DELETE', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/nodes/{nodeId}' },
  { method: 'GET', host: 'regional', path: '/v2/control-planes/{controlPlaneId}/nodes/{nodeId}' },
  { method: 'GET', host: 'regional', path: '/v2/dashboards' },
  { method: 'POST', host: 'regional', path: '/v2/dashboards', body: $DashboardUpdateRequest },
  { method: 'DELETE', host: 'regional', path: '/v2/dashboards/{dashboardId}' },
  { method: 'GET', host: 'regional', path: '/v2/dashboards/{dashboardId}' },
  { method: 'PUT', host: 'regional', path: '/v2/dashboards/{dashboardId}', body: $DashboardUpdateRequest },
  { method: 'GET', host: 'regional', path: '/v2/dcr-providers' },
  { method: 'POST', host: 'regional', path: '/v2/dcr-providers', body: $CreateDcrProviderRequest },
  { method: 'DELETE', host: 'regional', path: '/v2/dcr-providers/{dcrProviderId}' },
  { method: 'GET', host: 'regional', path: '/v2/dcr-providers/{dcrProviderId}' },
  { method: 'PATCH', host: 'regional', path: '/v2/dcr-providers/{dcrProviderId}', body: $UpdateDcrProviderRequest },
  { method: 'POST', host: 'regional', path: '/v2/dcr-providers/{dcrProviderId}/verify' },
  { method: 'GET', host: 'regional', path: '/v3/api-attributes' },
  { method: 'GET', host: 'regional', path: '/v3/api-implementations' },
  { method: 'GET', host: 'regional', path: '/v3/api-publications' },
  { method: 'GET', host: 'regional', path: '/v3/apis' },
  { method: 'POST', host: 'regional', path: '/v3/apis', body: record({ name: required(text({ min: 1, max: 255 })), description: nullable(text()), version: nullable(text({ min: 1, max: 255 })), slug: nullable(text({ pattern: /^[\w-]+$/u })), labels: labels(), attributes: $ApiAttributes, spec_content: text() }) },
  { method: 'POST', host: 'regional', path: '/v3/apis/validate-specification', body: $ValidateApiSpecRequestPayload },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/apis/{apiId}', body: record({ name: text({ min: 1, max: 255 }), description: nullable(text()), version: nullable(text({ min: 1, max: 255 })), slug: nullable(text({ pattern: /^[\w-]+$/u })), labels: labelsUpdate(), attributes: $ApiAttributes }) },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/documents' },
  { method: 'POST', host: 'regional', path: '/v3/apis/{apiId}/documents', body: record({ content: required($ApiDocumentContent), title: $ApiDocumentTitle, slug: $ApiDocumentSlug, status: $ApiDocumentStatus, parent_document_id: $ApiDocumentParentDocumentId }) },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/documents/{documentId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/documents/{documentId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/apis/{apiId}/documents/{documentId}', body: $ApiDocument },
  { method: 'POST', host: 'regional', path: '/v3/apis/{apiId}/documents/{documentId}/move', body: $MoveDocumentRequestPayload },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/images/{imageType}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/images/{imageType}' },
  { method: 'PUT', host: 'regional', path: '/v3/apis/{apiId}/images/{imageType}', body: $ReplaceImageRequestSchema },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/images/{imageType}/raw' },
  { method: 'POST', host: 'regional', path: '/v3/apis/{apiId}/implementations', body: $ApiImplementation },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/implementations/{implementationId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/implementations/{implementationId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/operations' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/operations/{operationId}' },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/publications/{portalId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/publications/{portalId}' },
  { method: 'PUT', host: 'regional', path: '/v3/apis/{apiId}/publications/{portalId}', body: $ApiPublication },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/registrations' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/specifications' },
  { method: 'POST', host: 'regional', path: '/v3/apis/{apiId}/specifications', body: record({ content: required(text()), type: choice("oas2", "oas3", "asyncapi") }) },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/specifications/{specId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/specifications/{specId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/apis/{apiId}/specifications/{specId}', body: $ApiSpec },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/versions' },
  { method: 'POST', host: 'regional', path: '/v3/apis/{apiId}/versions', body: record({ version: text(), spec: required(record({ content: text() })) }) },
  { method: 'DELETE', host: 'regional', path: '/v3/apis/{apiId}/versions/{versionId}' },
  { method: 'GET', host: 'regional', path: '/v3/apis/{apiId}/versions/{versionId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/apis/{apiId}/versions/{versionId}', body: $APIVersionRequest },
  { method: 'GET', host: 'regional', path: '/v3/applications/{applicationId}' },
  { method: 'GET', host: 'global', path: '/v3/authenticate/{organizationLoginPath}' },
  { method: 'GET', host: 'global', path: '/v3/authentication-settings' },
  { method: 'PATCH', host: 'global', path: '/v3/authentication-settings', body: openRecord({ basic_auth_enabled: flag(), oidc_auth_enabled: flag(), saml_auth_enabled: flag(), idp_mapping_enabled: flag(), konnect_mapping_enabled: flag() }) },
  { method: 'GET', host: 'global', path: '/v3/identity-provider' },
  { method: 'PATCH', host: 'global', path: '/v3/identity-provider', body: openRecord({ issuer: text({ format: 'uri' }), login_path: text(), client_id: text(), client_secret: text(), scopes: list(text()), claim_mappings: openRecord({ name: text(), email: text(), groups: text() }, { min: 3 }) }) },
  { method: 'GET', host: 'global', path: '/v3/identity-provider/team-group-mappings' },
  { method: 'PATCH', host: 'global', path: '/v3/identity-provider/team-group-mappings', body: openRecord({ data: list(openRecord({ team_id: text({ format: 'uuid' }), groups: list(text()) })) }) },
  { method: 'GET', host: 'global', path: '/v3/identity-provider/team-mappings' },
  { method: 'PUT', host: 'global', path: '/v3/identity-provider/team-mappings', body: openRecord({ mappings: list(openRecord({ group: text(), team_ids: list(text()) })) }) },
  { method: 'GET', host: 'global', path: '/v3/identity-providers' },
  { method: 'POST', host: 'global', path: '/v3/identity-providers', body: $CreateIdentityProvider },
  { method: 'GET', host: 'global', path: '/v3/identity-providers/{idpId}/team-group-mappings' },
  { method: 'POST', host: 'global', path: '/v3/identity-providers/{idpId}/team-group-mappings', body: openRecord({ team_id: required(text({ format: 'uuid' })), group: required(text()) }) },
  { method: 'DELETE', host: 'global', path: '/v3/identity-providers/{idpId}/team-group-mappings/{id}' },
  { method: 'GET', host: 'global', path: '/v3/identity-providers/{idpId}/team-group-mappings/{id}' },
  { method: 'DELETE', host: 'global', path: '/v3/identity-providers/{id}' },
  { method: 'GET', host: 'global', path: '/v3/identity-providers/{id}' },
  { method: 'PATCH', host: 'global', path: '/v3/identity-providers/{id}', body: $UpdateIdentityProvider },
  { method: 'POST', host: 'global', path: '/v3/invites', body: openRecord({ email: required(text({ format: 'email' })) }) },
  { method: 'GET', host: 'global', path: '/v3/organizations/impersonation' },
  { method: 'PATCH', host: 'global', path: '/v3/organizations/impersonation', body: openRecord({ enabled: flag() }) },
  { method: 'GET', host: 'global', path: '/v3/organizations/me' },
  { method: 'GET', host: 'regional', path: '/v3/portal-roles' },
  { method: 'GET', host: 'regional', path: '/v3/portals' },
  { method: 'POST', host: 'regional', path: '/v3/portals', body: record({ name: required(text({ min: 1, max: 255 })), display_name: text({ min: 1, max: 255 }), description: nullable(text({ max: 512 })), authentication_enabled: flag(), rbac_enabled: flag(), sipr_enabled: flag(), default_api_visibility: choice("public", "private"), default_page_visibility: choice("public", "private"), default_application_auth_strategy_id: nullable(text({ format: 'uuid' })), auto_approve_developers: flag(), auto_approve_applications: flag(), labels: labelsUpdate(), notifications_developer_pii_visibility_enabled: flag() }) },
  { method: 'GET', host: 'regional', path: '/v3/portals/email-domains' },
  { method: 'POST', host: 'regional', path: '/v3/portals/email-domains', body: $EmailDomainPayload },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/email-domains/{emailDomain}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/email-domains/{emailDomain}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/email-templates' },
  { method: 'GET', host: 'regional', path: '/v3/portals/email-templates/variables' },
  { method: 'GET', host: 'regional', path: '/v3/portals/email-templates/{templateName}' },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}', body: record({ name: text({ min: 1, max: 255 }), display_name: text({ min: 1, max: 255 }), description: nullable(text({ max: 512 })), authentication_enabled: flag(), rbac_enabled: flag(), sipr_enabled: flag(), default_api_visibility: choice("public", "private"), default_page_visibility: choice("public", "private"), default_application_auth_strategy_id: nullable(text({ format: 'uuid' })), auto_approve_developers: flag(), auto_approve_applications: flag(), labels: labelsUpdate(), notifications_developer_pii_visibility_enabled: flag() }) },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/api-publications' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/application-registrations' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/applications', body: $CreateApplicationRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}', body: $UpdateApplicationRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/credentials' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/developers' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations', body: $CreateApplicationRegistrationRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}', body: $UpdateApplicationRegistrationRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}/consumer' },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/applications/{applicationId}/registrations/{registrationId}/consumer', body: $UpdateRegistrationConsumerRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/assets/favicon' },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/assets/favicon', body: $ReplacePortalImageAsset },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/assets/favicon/raw' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/assets/logo' },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/assets/logo', body: $ReplacePortalImageAsset },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/assets/logo/raw' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/audit-log-replay-job' },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/audit-log-replay-job', body: openRecord({ start_at: required(text({ format: 'date-time' })), end_at: required(text({ format: 'date-time' })) }) },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/audit-log-webhook' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/audit-log-webhook' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/audit-log-webhook', body: openRecord({ enabled: flag(), audit_log_destination_id: text({ format: 'uuid' }) }) },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/audit-log-webhook/status' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/authentication-settings' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/authentication-settings', body: $PortalAuthenticationSettingsUpdateRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/custom-domain' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/custom-domain' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/custom-domain', body: $UpdatePortalCustomDomainRequest },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/custom-domain', body: $CreatePortalCustomDomainRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/customization' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/customization', body: $PortalCustomizationV3 },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/customization', body: $PortalCustomizationV3 },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/default-content' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/developers' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/developers', body: $CreateDeveloperRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/developers/{developerId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/developers/{developerId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/developers/{developerId}', body: $UpdateDeveloperRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/developers/{developerId}/teams' },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/email-config' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/email-config' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/email-config', body: $PatchPortalEmailConfig },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/email-config', body: $PostPortalEmailConfig },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/email-delivery' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/email-delivery' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/email-delivery', body: $EmailDeliveryUpdatePayload },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/email-templates' },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/email-templates/{templateName}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/email-templates/{templateName}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/email-templates/{templateName}', body: openRecord({ content: $EmailTemplateContent, enabled: flag() }) },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/email-templates/{templateName}/send-test-email', body: openRecord({ content: required($SendTestEmailTemplateContent) }) },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/identity-provider/team-group-mappings' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/identity-provider/team-group-mappings', body: $PortalTeamGroupMappingsUpdateRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/identity-providers' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/identity-providers', body: $PortalCreateIdentityProvider },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}', body: $PortalUpdateIdentityProvider },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}/team-group-mappings' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}/team-group-mappings', body: $CreatePortalIdpTeamGroupMappingRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}/team-group-mappings/{mappingId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/identity-providers/{id}/team-group-mappings/{mappingId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/integrations' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/integrations', body: $UpdatePortalIntegrations },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/integrations', body: $PortalIntegrations },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list', body: record({ allowed_ips: required($PortalAllowedIPs) }) },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list/{id}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list/{id}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list/{id}', body: record({ allowed_ips: $PortalAllowedIPs }, { min: 1 }) },
  { method: 'PUT', host: 'regional', path: '/v3/portals/{portalId}/ip-allow-list/{id}', body: record({ allowed_ips: required($PortalAllowedIPs) }) },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/pages' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/pages', body: $CreatePortalPageRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/pages/{pageId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/pages/{pageId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/pages/{pageId}', body: $UpdatePortalPageRequest },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/pages/{pageId}/move', body: $MovePageRequestPayload },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/snippets' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/snippets', body: $CreatePortalSnippetRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/snippets/{snippetId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/snippets/{snippetId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/snippets/{snippetId}', body: $UpdatePortalSnippetRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/teams' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/teams', body: $PortalCreateTeamRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}' },
  { method: 'PATCH', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}', body: $PortalUpdateTeamRequest },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/assigned-roles' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/assigned-roles', body: $PortalAssignRoleRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/developers' },
  { method: 'POST', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/developers', body: $AddDeveloperToTeamRequest },
  { method: 'DELETE', host: 'regional', path: '/v3/portals/{portalId}/teams/{teamId}/developers/{developerId}' },
  { method: 'GET', host: 'global', path: '/v3/roles' },
  { method: 'GET', host: 'global', path: '/v3/system-accounts' },
  { method: 'POST', host: 'global', path: '/v3/system-accounts', body: openRecord({ name: required(text()), description: required(text()), konnect_managed: flag() }) },
  { method: 'DELETE', host: 'global', path: '/v3/system-accounts/{accountId}' },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}' },
  { method: 'PATCH', host: 'global', path: '/v3/system-accounts/{accountId}', body: openRecord({ name: text(), description: text() }) },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}/access-tokens' },
  { method: 'POST', host: 'global', path: '/v3/system-accounts/{accountId}/access-tokens', body: openRecord({ name: required(text()), expires_at: required(text({ format: 'date-time' })) }) },
  { method: 'DELETE', host: 'global', path: '/v3/system-accounts/{accountId}/access-tokens/{tokenId}' },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}/access-tokens/{tokenId}' },
  { method: 'PATCH', host: 'global', path: '/v3/system-accounts/{accountId}/access-tokens/{tokenId}', body: openRecord({ name: required(text()) }) },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}/assigned-roles' },
  { method: 'POST', host: 'global', path: '/v3/system-accounts/{accountId}/assigned-roles', body: openRecord({ role_name: choice("Admin", "Appearance Maintainer", "Application Registration", "Certificate Admin", "Cloud Gateway Cluster Admin", "Cloud Gateway Cluster Viewer", "Consumer Admin", "Connector", "Creator", "Debug Session Creator", "Deployer", "Discovery Admin", "Discovery Viewer", "Editor", "Gateway Service Admin", "Integration Admin", "Integration Viewer", "Key Admin", "Maintainer", "Network Admin", "Network Creator", "Network Viewer", "Plugin Admin", "Plugins Admin", "Product Publisher", "Publisher", "Route Admin", "SNI Admin", "Scorecard Admin", "Scorecard Viewer", "Service Admin", "Service Creator", "Service Viewer", "Upstream Admin", "Vault Admin", "Viewer", "Registration Approver", "Content Editor", "Add On Admin", "Add On Viewer"), entity_id: text({ format: 'uuid' }), entity_type_name: choice("Add Ons", "APIs", "API Products", "Application Auth Strategies", "Audit Logs", "Control Planes", "Dashboards", "DCR Providers", "Mesh Control Planes", "Networks", "Portals", "Reports", "Service Hub", "Auth Servers"), entity_region: choice("us", "eu", "au", "me", "in", "sg", "*") }) },
  { method: 'DELETE', host: 'global', path: '/v3/system-accounts/{accountId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/system-accounts/{accountId}/teams' },
  { method: 'GET', host: 'global', path: '/v3/teams' },
  { method: 'POST', host: 'global', path: '/v3/teams', body: openRecord({ name: required(text({ min: 1, max: 250, pattern: /^[\w \W]+$/u })), description: text({ min: 1, max: 250 }), labels: labels() }) },
  { method: 'DELETE', host: 'global', path: '/v3/teams/{teamId}' },
  { method: 'GET', host: 'global', path: '/v3/teams/{teamId}' },
  { method: 'PATCH', host: 'global', path: '/v3/teams/{teamId}', body: openRecord({ name: text({ min: 1, max: 250, pattern: /^[\w \W]+$/u }), description: text({ min: 1, max: 250 }), labels: labelsUpdate() }) },
  { method: 'GET', host: 'global', path: '/v3/teams/{teamId}/assigned-roles' },
  { method: 'POST', host: 'global', path: '/v3/teams/{teamId}/assigned-roles', body: openRecord({ role_name: choice("Admin", "Appearance Maintainer", "Application Registration", "Certificate Admin", "Cloud Gateway Cluster Admin", "Cloud Gateway Cluster Viewer", "Consumer Admin", "Connector", "Creator", "Debug Session Creator", "Deployer", "Discovery Admin", "Discovery Viewer", "Editor", "Gateway Service Admin", "Integration Admin", "Integration Viewer", "Key Admin", "Maintainer", "Network Admin", "Network Creator", "Network Viewer", "Plugin Admin", "Plugins Admin", "Product Publisher", "Publisher", "Route Admin", "SNI Admin", "Scorecard Admin", "Scorecard Viewer", "Service Admin", "Service Creator", "Service Viewer", "Upstream Admin", "Vault Admin", "Viewer", "Registration Approver", "Content Editor", "Add On Admin", "Add On Viewer"), entity_id: text({ format: 'uuid' }), entity_type_name: choice("Add Ons", "APIs", "API Products", "Application Auth Strategies", "Audit Logs", "Control Planes", "Dashboards", "DCR Providers", "Mesh Control Planes", "Networks", "Portals", "Reports", "Service Hub", "Auth Servers"), entity_region: choice("us", "eu", "au", "me", "in", "sg", "*") }) },
  { method: 'DELETE', host: 'global', path: '/v3/teams/{teamId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/teams/{teamId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/teams/{teamId}/system-accounts' },
  { method: 'POST', host: 'global', path: '/v3/teams/{teamId}/system-accounts', body: openRecord({ id: text({ format: 'uuid' }) }) },
  { method: 'DELETE', host: 'global', path: '/v3/teams/{teamId}/system-accounts/{accountId}' },
  { method: 'GET', host: 'global', path: '/v3/teams/{teamId}/users' },
  { method: 'POST', host: 'global', path: '/v3/teams/{teamId}/users', body: openRecord({ id: required(text({ format: 'uuid' })) }) },
  { method: 'DELETE', host: 'global', path: '/v3/teams/{teamId}/users/{userId}' },
  { method: 'GET', host: 'global', path: '/v3/users' },
  { method: 'GET', host: 'global', path: '/v3/users/me' },
  { method: 'DELETE', host: 'global', path: '/v3/users/{userId}' },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}' },
  { method: 'PATCH', host: 'global', path: '/v3/users/{userId}', body: openRecord({ full_name: text({ max: 250, pattern: /^[\w \W]+$/u }), preferred_name: text({ max: 250 }) }) },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}/access-tokens' },
  { method: 'POST', host: 'global', path: '/v3/users/{userId}/access-tokens', body: oneOf($PersonalAccessTokenCreateRequestWithExpiresAt, $PersonalAccessTokenCreateRequestWithTTL) },
  { method: 'DELETE', host: 'global', path: '/v3/users/{userId}/access-tokens/{tokenId}' },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}/access-tokens/{tokenId}' },
  { method: 'PATCH', host: 'global', path: '/v3/users/{userId}/access-tokens/{tokenId}', body: openRecord({ name: $PATName }, { min: 1 }) },
  { method: 'PATCH', host: 'global', path: '/v3/users/{userId}/access-tokens/{tokenId}/revoke' },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}/assigned-roles' },
  { method: 'POST', host: 'global', path: '/v3/users/{userId}/assigned-roles', body: openRecord({ role_name: choice("Admin", "Appearance Maintainer", "Application Registration", "Certificate Admin", "Cloud Gateway Cluster Admin", "Cloud Gateway Cluster Viewer", "Consumer Admin", "Connector", "Creator", "Debug Session Creator", "Deployer", "Discovery Admin", "Discovery Viewer", "Editor", "Gateway Service Admin", "Integration Admin", "Integration Viewer", "Key Admin", "Maintainer", "Network Admin", "Network Creator", "Network Viewer", "Plugin Admin", "Plugins Admin", "Product Publisher", "Publisher", "Route Admin", "SNI Admin", "Scorecard Admin", "Scorecard Viewer", "Service Admin", "Service Creator", "Service Viewer", "Upstream Admin", "Vault Admin", "Viewer", "Registration Approver", "Content Editor", "Add On Admin", "Add On Viewer"), entity_id: text({ format: 'uuid' }), entity_type_name: choice("Add Ons", "APIs", "API Products", "Application Auth Strategies", "Audit Logs", "Control Planes", "Dashboards", "DCR Providers", "Mesh Control Planes", "Networks", "Portals", "Reports", "Service Hub", "Auth Servers"), entity_region: choice("us", "eu", "au", "me", "in", "sg", "*") }) },
  { method: 'DELETE', host: 'global', path: '/v3/users/{userId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}/assigned-roles/{roleId}' },
  { method: 'GET', host: 'global', path: '/v3/users/{userId}/teams' },
];
