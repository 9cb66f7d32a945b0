// Written by `npm run generate` from `oasdiff checks changelog` of oasdiff 1.32.0. Do not edit.

/** The places that rules of oasdiff look at, with the names of the rules, separated by spaces. */
export const rulesByLocation: Readonly<Record<string, string>> = {
  'components.schemas.*':
    'api-schema-removed',
  'components.securitySchemes.*':
    'api-security-component-added api-security-component-removed',
  'components.securitySchemes.*.flows.**.authorizationUrl':
    'api-security-component-oauth-url-changed',
  'components.securitySchemes.*.flows.**.scopes.*':
    'api-security-component-oauth-scope-added api-security-component-oauth-scope-changed api-security-component-oauth-scope-removed',
  'components.securitySchemes.*.flows.**.tokenUrl':
    'api-security-component-oauth-token-url-changed',
  'components.securitySchemes.*.type':
    'api-security-component-type-changed',
  'info.version':
    'api-major-version-not-bumped api-version-decreased api-version-not-bumped',
  'paths.*':
    'api-path-removed-before-sunset api-path-removed-with-deprecation api-path-removed-without-deprecation api-path-sunset-parse endpoint-added',
  'paths.*.*':
    'api-removed-before-sunset api-removed-with-deprecation api-removed-without-deprecation endpoint-added',
  'paths.*.*.deprecated':
    'api-deprecated-sunset-missing api-deprecated-sunset-parse api-sunset-date-too-small endpoint-deprecated endpoint-deprecated-with-sunset endpoint-reactivated',
  'paths.*.*.operationId':
    'api-operation-id-added api-operation-id-removed',
  'paths.*.*.parameters.*':
    'new-optional-request-parameter new-request-path-parameter new-required-request-parameter request-parameter-removed request-parameter-removed-before-sunset request-parameter-removed-with-deprecation request-parameter-sunset-parse',
  'paths.*.*.parameters.*.deprecated':
    'request-parameter-deprecated request-parameter-deprecated-sunset-missing request-parameter-reactivated request-parameter-sunset-date-too-small',
  'paths.*.*.parameters.*.required':
    'request-parameter-became-optional request-parameter-became-required',
  'paths.*.*.parameters.*.schema.default':
    'request-parameter-default-value-added request-parameter-default-value-changed request-parameter-default-value-removed',
  'paths.*.*.parameters.*.schema.enum':
    'request-header-property-became-enum request-parameter-became-enum request-parameter-enum-value-added request-parameter-enum-value-removed request-parameter-property-enum-value-added request-parameter-property-enum-value-removed',
  'paths.*.*.parameters.*.schema.exclusiveMaximum':
    'request-parameter-exclusive-max-decreased request-parameter-exclusive-max-increased request-parameter-exclusive-max-set request-parameter-exclusive-max-unset',
  'paths.*.*.parameters.*.schema.exclusiveMinimum':
    'request-parameter-exclusive-min-decreased request-parameter-exclusive-min-increased request-parameter-exclusive-min-set request-parameter-exclusive-min-unset',
  'paths.*.*.parameters.*.schema.format':
    'request-parameter-property-type-changed request-parameter-property-type-generalized request-parameter-property-type-specialized request-parameter-type-changed request-parameter-type-generalized',
  'paths.*.*.parameters.*.schema.maxContains':
    'request-parameter-max-contains-decreased request-parameter-max-contains-increased request-parameter-max-contains-set request-parameter-max-contains-unset',
  'paths.*.*.parameters.*.schema.maxItems':
    'request-parameter-max-items-decreased request-parameter-max-items-increased request-parameter-max-items-set request-parameter-max-items-unset',
  'paths.*.*.parameters.*.schema.maxLength':
    'request-parameter-max-length-decreased request-parameter-max-length-increased request-parameter-max-length-set request-parameter-max-length-unset',
  'paths.*.*.parameters.*.schema.maxProperties':
    'request-parameter-max-properties-decreased request-parameter-max-properties-increased request-parameter-max-properties-set request-parameter-max-properties-unset',
  'paths.*.*.parameters.*.schema.maximum':
    'request-parameter-max-decreased request-parameter-max-increased request-parameter-max-set request-parameter-max-unset',
  'paths.*.*.parameters.*.schema.minContains':
    'request-parameter-min-contains-decreased request-parameter-min-contains-increased request-parameter-min-contains-set request-parameter-min-contains-unset',
  'paths.*.*.parameters.*.schema.minItems':
    'request-parameter-min-items-decreased request-parameter-min-items-increased request-parameter-min-items-set request-parameter-min-items-unset',
  'paths.*.*.parameters.*.schema.minLength':
    'request-parameter-min-length-decreased request-parameter-min-length-increased request-parameter-min-length-set request-parameter-min-length-unset',
  'paths.*.*.parameters.*.schema.minProperties':
    'request-parameter-min-properties-decreased request-parameter-min-properties-increased request-parameter-min-properties-set request-parameter-min-properties-unset',
  'paths.*.*.parameters.*.schema.minimum':
    'request-parameter-min-decreased request-parameter-min-increased request-parameter-min-set request-parameter-min-unset',
  'paths.*.*.parameters.*.schema.multipleOf':
    'request-parameter-multiple-of-set request-parameter-multiple-of-unset',
  'paths.*.*.parameters.*.schema.nullable':
    'request-parameter-became-not-nullable request-parameter-became-nullable request-parameter-property-became-not-nullable request-parameter-property-became-nullable',
  'paths.*.*.parameters.*.schema.pattern':
    'request-parameter-pattern-added request-parameter-pattern-changed request-parameter-pattern-generalized request-parameter-pattern-removed',
  'paths.*.*.parameters.*.schema.properties.*':
    'new-required-request-header-property',
  'paths.*.*.parameters.*.schema.required':
    'request-header-property-became-required',
  'paths.*.*.parameters.*.schema.type':
    'request-parameter-became-not-nullable request-parameter-became-nullable request-parameter-list-of-types-narrowed request-parameter-list-of-types-widened request-parameter-property-became-not-nullable request-parameter-property-became-nullable request-parameter-property-list-of-types-narrowed request-parameter-property-list-of-types-widened request-parameter-property-schema-became-false request-parameter-property-schema-became-not-false request-parameter-property-type-changed request-parameter-property-type-generalized request-parameter-property-type-specialized request-parameter-schema-became-false request-parameter-schema-became-not-false request-parameter-type-changed request-parameter-type-generalized',
  'paths.*.*.parameters.*.schema.x-*':
    'request-parameter-x-extensible-enum-value-removed',
  'paths.*.*.parameters.*.x-*':
    'request-parameter-sunset-date-changed-too-small request-parameter-sunset-date-too-small request-parameter-sunset-deleted',
  'paths.*.*.requestBody':
    'request-body-added-optional request-body-added-required request-body-removed',
  'paths.*.*.requestBody.content.*':
    'request-body-media-type-added request-body-media-type-removed',
  'paths.*.*.requestBody.content.*.itemSchema':
    'request-body-media-type-item-schema-added request-body-media-type-item-schema-removed',
  'paths.*.*.requestBody.content.*.schema':
    'request-body-media-type-schema-added request-body-media-type-schema-removed',
  'paths.*.*.requestBody.content.*.schema.allOf.*':
    'request-body-all-of-added request-body-all-of-added-annotation-only request-body-all-of-removed request-body-all-of-removed-annotation-only request-property-all-of-added request-property-all-of-added-annotation-only request-property-all-of-removed request-property-all-of-removed-annotation-only',
  'paths.*.*.requestBody.content.*.schema.anyOf.*':
    'request-body-any-of-added request-body-any-of-removed request-property-any-of-added request-property-any-of-removed',
  'paths.*.*.requestBody.content.*.schema.const':
    'request-body-const-added request-body-const-changed request-body-const-removed request-property-const-added request-property-const-changed request-property-const-removed',
  'paths.*.*.requestBody.content.*.schema.contains':
    'request-body-contains-added request-body-contains-removed request-property-contains-added request-property-contains-removed',
  'paths.*.*.requestBody.content.*.schema.contentEncoding':
    'request-body-content-encoding-changed request-property-content-encoding-changed',
  'paths.*.*.requestBody.content.*.schema.contentMediaType':
    'request-body-content-media-type-changed request-property-content-media-type-changed',
  'paths.*.*.requestBody.content.*.schema.contentSchema':
    'request-body-content-schema-added request-body-content-schema-removed request-property-content-schema-added request-property-content-schema-removed',
  'paths.*.*.requestBody.content.*.schema.default':
    'request-body-default-value-added request-body-default-value-changed request-body-default-value-removed request-property-default-value-added request-property-default-value-changed request-property-default-value-removed',
  'paths.*.*.requestBody.content.*.schema.dependentRequired.*':
    'request-body-dependent-required-added request-body-dependent-required-changed request-body-dependent-required-removed request-property-dependent-required-added request-property-dependent-required-changed request-property-dependent-required-removed',
  'paths.*.*.requestBody.content.*.schema.dependentSchemas.*':
    'request-body-dependent-schema-added request-body-dependent-schema-removed request-property-dependent-schema-added request-property-dependent-schema-removed',
  'paths.*.*.requestBody.content.*.schema.deprecated':
    'request-property-deprecated request-property-deprecated-sunset-invalid request-property-deprecated-sunset-missing request-property-deprecated-with-sunset request-property-reactivated request-property-sunset-date-too-small',
  'paths.*.*.requestBody.content.*.schema.discriminator':
    'request-body-discriminator-added request-body-discriminator-removed request-property-discriminator-added request-property-discriminator-removed',
  'paths.*.*.requestBody.content.*.schema.discriminator.mapping.*':
    'request-body-discriminator-mapping-added request-body-discriminator-mapping-changed request-body-discriminator-mapping-deleted request-property-discriminator-mapping-added request-property-discriminator-mapping-changed request-property-discriminator-mapping-deleted',
  'paths.*.*.requestBody.content.*.schema.discriminator.propertyName':
    'request-body-discriminator-property-name-changed request-property-discriminator-property-name-changed',
  'paths.*.*.requestBody.content.*.schema.else':
    'request-body-else-added request-body-else-removed request-property-else-added request-property-else-removed',
  'paths.*.*.requestBody.content.*.schema.enum':
    'request-body-became-enum request-body-enum-value-removed request-property-became-enum request-property-enum-value-added request-property-enum-value-removed request-read-only-property-enum-value-removed',
  'paths.*.*.requestBody.content.*.schema.exclusiveMaximum':
    'request-body-exclusive-max-decreased request-body-exclusive-max-increased request-body-exclusive-max-set request-body-exclusive-max-unset request-property-exclusive-max-decreased request-property-exclusive-max-increased request-property-exclusive-max-set request-property-exclusive-max-unset request-read-only-property-exclusive-max-decreased',
  'paths.*.*.requestBody.content.*.schema.exclusiveMinimum':
    'request-body-exclusive-min-decreased request-body-exclusive-min-increased request-body-exclusive-min-set request-body-exclusive-min-unset request-property-exclusive-min-decreased request-property-exclusive-min-increased request-property-exclusive-min-set request-property-exclusive-min-unset request-read-only-property-exclusive-min-increased',
  'paths.*.*.requestBody.content.*.schema.format':
    'request-body-type-changed request-body-type-compatible request-body-type-generalized request-property-type-changed request-property-type-compatible request-property-type-generalized',
  'paths.*.*.requestBody.content.*.schema.if':
    'request-body-if-added request-body-if-removed request-property-if-added request-property-if-removed',
  'paths.*.*.requestBody.content.*.schema.maxContains':
    'request-body-max-contains-decreased request-body-max-contains-increased request-body-max-contains-set request-body-max-contains-unset request-property-max-contains-decreased request-property-max-contains-increased request-property-max-contains-set request-property-max-contains-unset',
  'paths.*.*.requestBody.content.*.schema.maxItems':
    'request-body-max-items-decreased request-body-max-items-increased request-body-max-items-set request-body-max-items-unset request-property-max-items-decreased request-property-max-items-increased request-property-max-items-set request-property-max-items-unset request-read-only-property-max-items-decreased',
  'paths.*.*.requestBody.content.*.schema.maxLength':
    'request-body-max-length-decreased request-body-max-length-increased request-body-max-length-set request-body-max-length-unset request-property-max-length-decreased request-property-max-length-increased request-property-max-length-set request-property-max-length-unset request-read-only-property-max-length-decreased',
  'paths.*.*.requestBody.content.*.schema.maxProperties':
    'request-body-max-properties-decreased request-body-max-properties-increased request-body-max-properties-set request-body-max-properties-unset request-property-max-properties-decreased request-property-max-properties-increased request-property-max-properties-set request-property-max-properties-unset request-read-only-property-max-properties-decreased',
  'paths.*.*.requestBody.content.*.schema.maximum':
    'request-body-max-decreased request-body-max-increased request-body-max-set request-body-max-unset request-property-max-decreased request-property-max-increased request-property-max-set request-property-max-unset request-read-only-property-max-decreased',
  'paths.*.*.requestBody.content.*.schema.minContains':
    'request-body-min-contains-decreased request-body-min-contains-increased request-body-min-contains-set request-body-min-contains-unset request-property-min-contains-decreased request-property-min-contains-increased request-property-min-contains-set request-property-min-contains-unset',
  'paths.*.*.requestBody.content.*.schema.minItems':
    'request-body-min-items-decreased request-body-min-items-increased request-body-min-items-set request-body-min-items-unset request-property-min-items-decreased request-property-min-items-increased request-property-min-items-set request-property-min-items-unset',
  'paths.*.*.requestBody.content.*.schema.minLength':
    'request-body-min-length-decreased request-body-min-length-increased request-body-min-length-set request-body-min-length-unset request-property-min-length-decreased request-property-min-length-increased request-property-min-length-set request-property-min-length-unset',
  'paths.*.*.requestBody.content.*.schema.minProperties':
    'request-body-min-properties-decreased request-body-min-properties-increased request-body-min-properties-set request-body-min-properties-unset request-property-min-properties-decreased request-property-min-properties-increased request-property-min-properties-set request-property-min-properties-unset',
  'paths.*.*.requestBody.content.*.schema.minimum':
    'request-body-min-decreased request-body-min-increased request-body-min-set request-body-min-unset request-property-min-decreased request-property-min-increased request-property-min-set request-property-min-unset request-read-only-property-min-increased',
  'paths.*.*.requestBody.content.*.schema.multipleOf':
    'request-body-multiple-of-changed request-body-multiple-of-generalized request-body-multiple-of-set request-body-multiple-of-unset request-property-multiple-of-changed request-property-multiple-of-generalized request-property-multiple-of-set request-property-multiple-of-unset',
  'paths.*.*.requestBody.content.*.schema.nullable':
    'request-body-became-not-nullable request-body-became-nullable request-property-became-not-nullable request-property-became-nullable',
  'paths.*.*.requestBody.content.*.schema.oneOf.*':
    'request-body-one-of-added request-body-one-of-removed request-body-wrapped-in-one-of request-body-wrapped-in-one-of-original-preserved request-property-one-of-added request-property-one-of-removed',
  'paths.*.*.requestBody.content.*.schema.pattern':
    'request-property-pattern-added request-property-pattern-changed request-property-pattern-generalized request-property-pattern-removed',
  'paths.*.*.requestBody.content.*.schema.patternProperties.*':
    'request-body-pattern-property-added request-body-pattern-property-removed request-property-pattern-property-added request-property-pattern-property-removed',
  'paths.*.*.requestBody.content.*.schema.prefixItems.*':
    'request-body-prefix-items-added request-body-prefix-items-removed request-property-prefix-items-added request-property-prefix-items-removed',
  'paths.*.*.requestBody.content.*.schema.properties.*':
    'new-optional-request-property new-required-request-property new-required-request-property-with-default request-property-removed',
  'paths.*.*.requestBody.content.*.schema.propertyNames':
    'request-body-property-names-added request-body-property-names-removed request-property-property-names-added request-property-property-names-removed',
  'paths.*.*.requestBody.content.*.schema.readOnly':
    'request-optional-property-became-not-read-only request-optional-property-became-read-only request-required-property-became-not-read-only request-required-property-became-read-only',
  'paths.*.*.requestBody.content.*.schema.required':
    'request-property-became-optional request-property-became-required request-property-became-required-with-default',
  'paths.*.*.requestBody.content.*.schema.then':
    'request-body-then-added request-body-then-removed request-property-then-added request-property-then-removed',
  'paths.*.*.requestBody.content.*.schema.type':
    'request-body-became-not-nullable request-body-became-nullable request-body-list-of-types-narrowed request-body-list-of-types-widened request-body-schema-became-false request-body-schema-became-not-false request-body-type-changed request-body-type-compatible request-body-type-generalized request-property-became-not-nullable request-property-became-nullable request-property-list-of-types-narrowed request-property-list-of-types-widened request-property-schema-became-false request-property-schema-became-not-false request-property-type-changed request-property-type-compatible request-property-type-generalized',
  'paths.*.*.requestBody.content.*.schema.unevaluatedItems':
    'request-body-unevaluated-items-added request-body-unevaluated-items-removed request-property-unevaluated-items-added request-property-unevaluated-items-removed',
  'paths.*.*.requestBody.content.*.schema.unevaluatedProperties':
    'request-body-unevaluated-properties-added request-body-unevaluated-properties-removed request-property-unevaluated-properties-added request-property-unevaluated-properties-removed',
  'paths.*.*.requestBody.content.*.schema.uniqueItems':
    'request-body-unique-items-set request-body-unique-items-unset request-property-unique-items-set request-property-unique-items-unset',
  'paths.*.*.requestBody.content.*.schema.writeOnly':
    'request-optional-property-became-not-write-only request-optional-property-became-write-only request-required-property-became-not-write-only request-required-property-became-write-only',
  'paths.*.*.requestBody.content.*.schema.x-*':
    'request-property-deprecated-sunset-invalid request-property-stability-decreased request-property-stability-increased request-property-sunset-date-too-small request-property-x-extensible-enum-value-removed',
  'paths.*.*.requestBody.required':
    'request-body-became-optional request-body-became-required',
  'paths.*.*.responses.*':
    'response-non-success-status-added response-non-success-status-removed response-success-status-added response-success-status-removed',
  'paths.*.*.responses.*.content.*':
    'response-media-type-added response-media-type-name-changed response-media-type-name-generalized response-media-type-name-specialized response-media-type-parameter-added response-media-type-parameter-changed response-media-type-parameter-removed response-media-type-removed',
  'paths.*.*.responses.*.content.*.itemSchema':
    'response-body-media-type-item-schema-added response-body-media-type-item-schema-removed response-body-media-type-item-schema-removed-untyped',
  'paths.*.*.responses.*.content.*.schema':
    'response-body-media-type-schema-added response-body-media-type-schema-removed',
  'paths.*.*.responses.*.content.*.schema.allOf.*':
    'response-body-all-of-added response-body-all-of-added-annotation-only response-body-all-of-removed response-body-all-of-removed-annotation-only response-property-all-of-added response-property-all-of-added-annotation-only response-property-all-of-removed response-property-all-of-removed-annotation-only',
  'paths.*.*.responses.*.content.*.schema.anyOf.*':
    'response-body-any-of-added response-body-any-of-removed response-property-any-of-added response-property-any-of-removed',
  'paths.*.*.responses.*.content.*.schema.const':
    'response-body-const-added response-body-const-changed response-body-const-removed response-property-const-added response-property-const-changed response-property-const-removed',
  'paths.*.*.responses.*.content.*.schema.contains':
    'response-body-contains-added response-body-contains-removed response-property-contains-added response-property-contains-removed',
  'paths.*.*.responses.*.content.*.schema.contentEncoding':
    'response-body-content-encoding-changed response-property-content-encoding-changed',
  'paths.*.*.responses.*.content.*.schema.contentMediaType':
    'response-body-content-media-type-changed response-property-content-media-type-changed',
  'paths.*.*.responses.*.content.*.schema.contentSchema':
    'response-body-content-schema-added response-body-content-schema-removed response-property-content-schema-added response-property-content-schema-removed',
  'paths.*.*.responses.*.content.*.schema.default':
    'response-body-default-value-added response-body-default-value-changed response-body-default-value-removed response-property-default-value-added response-property-default-value-changed response-property-default-value-removed',
  'paths.*.*.responses.*.content.*.schema.dependentRequired.*':
    'response-body-dependent-required-added response-body-dependent-required-changed response-body-dependent-required-removed response-property-dependent-required-added response-property-dependent-required-changed response-property-dependent-required-removed',
  'paths.*.*.responses.*.content.*.schema.dependentSchemas.*':
    'response-body-dependent-schema-added response-body-dependent-schema-removed response-property-dependent-schema-added response-property-dependent-schema-removed',
  'paths.*.*.responses.*.content.*.schema.deprecated':
    'response-property-deprecated response-property-deprecated-sunset-invalid response-property-deprecated-sunset-missing response-property-deprecated-with-sunset response-property-reactivated response-property-sunset-date-too-small',
  'paths.*.*.responses.*.content.*.schema.discriminator':
    'response-body-discriminator-added response-body-discriminator-removed response-property-discriminator-added response-property-discriminator-removed',
  'paths.*.*.responses.*.content.*.schema.discriminator.mapping.*':
    'response-body-discriminator-mapping-added response-body-discriminator-mapping-changed response-body-discriminator-mapping-deleted response-property-discriminator-mapping-added response-property-discriminator-mapping-changed response-property-discriminator-mapping-deleted',
  'paths.*.*.responses.*.content.*.schema.discriminator.propertyName':
    'response-body-discriminator-property-name-changed response-property-discriminator-property-name-changed',
  'paths.*.*.responses.*.content.*.schema.else':
    'response-body-else-added response-body-else-removed response-property-else-added response-property-else-removed',
  'paths.*.*.responses.*.content.*.schema.enum':
    'response-mediatype-enum-value-removed response-property-enum-value-added response-property-enum-value-removed response-write-only-property-enum-value-added',
  'paths.*.*.responses.*.content.*.schema.exclusiveMaximum':
    'response-body-exclusive-max-decreased response-body-exclusive-max-increased response-body-exclusive-max-set response-body-exclusive-max-unset response-property-exclusive-max-decreased response-property-exclusive-max-increased response-property-exclusive-max-set response-property-exclusive-max-unset',
  'paths.*.*.responses.*.content.*.schema.exclusiveMinimum':
    'response-body-exclusive-min-decreased response-body-exclusive-min-increased response-body-exclusive-min-set response-body-exclusive-min-unset response-property-exclusive-min-decreased response-property-exclusive-min-increased response-property-exclusive-min-set response-property-exclusive-min-unset',
  'paths.*.*.responses.*.content.*.schema.format':
    'response-body-type-changed response-body-type-compatible response-body-type-generalized response-body-type-specialized response-property-type-changed response-property-type-compatible response-property-type-generalized response-property-type-specialized',
  'paths.*.*.responses.*.content.*.schema.if':
    'response-body-if-added response-body-if-removed response-property-if-added response-property-if-removed',
  'paths.*.*.responses.*.content.*.schema.maxContains':
    'response-body-max-contains-decreased response-body-max-contains-increased response-body-max-contains-set response-body-max-contains-unset response-property-max-contains-decreased response-property-max-contains-increased response-property-max-contains-set response-property-max-contains-unset',
  'paths.*.*.responses.*.content.*.schema.maxItems':
    'response-body-max-items-decreased response-body-max-items-increased response-body-max-items-set response-body-max-items-unset response-property-max-items-decreased response-property-max-items-increased response-property-max-items-set response-property-max-items-unset',
  'paths.*.*.responses.*.content.*.schema.maxLength':
    'response-body-max-length-decreased response-body-max-length-increased response-body-max-length-set response-body-max-length-unset response-property-max-length-decreased response-property-max-length-increased response-property-max-length-set response-property-max-length-unset',
  'paths.*.*.responses.*.content.*.schema.maxProperties':
    'response-body-max-properties-decreased response-body-max-properties-increased response-body-max-properties-set response-body-max-properties-unset response-property-max-properties-decreased response-property-max-properties-increased response-property-max-properties-set response-property-max-properties-unset',
  'paths.*.*.responses.*.content.*.schema.maximum':
    'response-body-max-decreased response-body-max-increased response-body-max-set response-body-max-unset response-property-max-decreased response-property-max-increased response-property-max-set response-property-max-unset',
  'paths.*.*.responses.*.content.*.schema.minContains':
    'response-body-min-contains-decreased response-body-min-contains-increased response-body-min-contains-set response-body-min-contains-unset response-property-min-contains-decreased response-property-min-contains-increased response-property-min-contains-set response-property-min-contains-unset',
  'paths.*.*.responses.*.content.*.schema.minItems':
    'response-body-min-items-decreased response-body-min-items-increased response-body-min-items-set response-body-min-items-unset response-property-min-items-decreased response-property-min-items-increased response-property-min-items-set response-property-min-items-unset',
  'paths.*.*.responses.*.content.*.schema.minLength':
    'response-body-min-length-decreased response-body-min-length-increased response-body-min-length-set response-body-min-length-unset response-property-min-length-decreased response-property-min-length-increased response-property-min-length-set response-property-min-length-unset',
  'paths.*.*.responses.*.content.*.schema.minProperties':
    'response-body-min-properties-decreased response-body-min-properties-increased response-body-min-properties-set response-body-min-properties-unset response-property-min-properties-decreased response-property-min-properties-increased response-property-min-properties-set response-property-min-properties-unset',
  'paths.*.*.responses.*.content.*.schema.minimum':
    'response-body-min-decreased response-body-min-increased response-body-min-set response-body-min-unset response-property-min-decreased response-property-min-increased response-property-min-set response-property-min-unset',
  'paths.*.*.responses.*.content.*.schema.multipleOf':
    'response-body-multiple-of-changed response-body-multiple-of-set response-body-multiple-of-specialized response-body-multiple-of-unset response-property-multiple-of-changed response-property-multiple-of-set response-property-multiple-of-specialized response-property-multiple-of-unset',
  'paths.*.*.responses.*.content.*.schema.nullable':
    'response-body-became-not-nullable response-body-became-nullable response-property-became-not-nullable response-property-became-nullable',
  'paths.*.*.responses.*.content.*.schema.oneOf.*':
    'response-body-one-of-added response-body-one-of-removed response-body-wrapped-in-one-of response-body-wrapped-in-one-of-original-preserved response-property-one-of-added response-property-one-of-removed',
  'paths.*.*.responses.*.content.*.schema.pattern':
    'response-property-pattern-added response-property-pattern-changed response-property-pattern-removed',
  'paths.*.*.responses.*.content.*.schema.patternProperties.*':
    'response-body-pattern-property-added response-body-pattern-property-removed response-property-pattern-property-added response-property-pattern-property-removed',
  'paths.*.*.responses.*.content.*.schema.prefixItems.*':
    'response-body-prefix-items-added response-body-prefix-items-removed response-property-prefix-items-added response-property-prefix-items-removed',
  'paths.*.*.responses.*.content.*.schema.properties.*':
    'response-optional-property-added response-optional-property-removed response-optional-write-only-property-added response-optional-write-only-property-removed response-required-property-added response-required-property-removed response-required-write-only-property-added response-required-write-only-property-removed',
  'paths.*.*.responses.*.content.*.schema.propertyNames':
    'response-body-property-names-added response-body-property-names-removed response-property-property-names-added response-property-property-names-removed',
  'paths.*.*.responses.*.content.*.schema.readOnly':
    'response-optional-property-became-not-read-only response-optional-property-became-read-only response-required-property-became-not-read-only response-required-property-became-read-only',
  'paths.*.*.responses.*.content.*.schema.required':
    'response-property-became-optional response-property-became-required response-write-only-property-became-optional response-write-only-property-became-required',
  'paths.*.*.responses.*.content.*.schema.then':
    'response-body-then-added response-body-then-removed response-property-then-added response-property-then-removed',
  'paths.*.*.responses.*.content.*.schema.type':
    'response-body-became-not-nullable response-body-became-nullable response-body-list-of-types-narrowed response-body-list-of-types-widened response-body-schema-became-false response-body-schema-became-not-false response-body-type-changed response-body-type-compatible response-body-type-generalized response-body-type-specialized response-property-became-not-nullable response-property-became-nullable response-property-list-of-types-narrowed response-property-list-of-types-widened response-property-schema-became-false response-property-schema-became-not-false response-property-type-changed response-property-type-compatible response-property-type-generalized response-property-type-specialized',
  'paths.*.*.responses.*.content.*.schema.unevaluatedItems':
    'response-body-unevaluated-items-added response-body-unevaluated-items-removed response-property-unevaluated-items-added response-property-unevaluated-items-removed',
  'paths.*.*.responses.*.content.*.schema.unevaluatedProperties':
    'response-body-unevaluated-properties-added response-body-unevaluated-properties-removed response-property-unevaluated-properties-added response-property-unevaluated-properties-removed',
  'paths.*.*.responses.*.content.*.schema.uniqueItems':
    'response-body-unique-items-unset response-property-unique-items-unset',
  'paths.*.*.responses.*.content.*.schema.writeOnly':
    'response-optional-property-became-not-write-only response-optional-property-became-write-only response-required-property-became-not-write-only response-required-property-became-write-only',
  'paths.*.*.responses.*.content.*.schema.x-*':
    'response-property-deprecated-sunset-invalid response-property-stability-decreased response-property-stability-increased response-property-sunset-date-too-small',
  'paths.*.*.responses.*.headers.*':
    'optional-response-header-removed required-response-header-removed response-header-added',
  'paths.*.*.responses.*.headers.*.required':
    'response-header-became-optional',
  'paths.*.*.responses.*.headers.*.schema.exclusiveMaximum':
    'response-header-exclusive-max-decreased response-header-exclusive-max-increased response-header-exclusive-max-set response-header-exclusive-max-unset',
  'paths.*.*.responses.*.headers.*.schema.exclusiveMinimum':
    'response-header-exclusive-min-decreased response-header-exclusive-min-increased response-header-exclusive-min-set response-header-exclusive-min-unset',
  'paths.*.*.responses.*.headers.*.schema.format':
    'response-header-type-changed response-header-type-compatible response-header-type-generalized response-header-type-specialized',
  'paths.*.*.responses.*.headers.*.schema.maxContains':
    'response-header-max-contains-decreased response-header-max-contains-increased response-header-max-contains-set response-header-max-contains-unset',
  'paths.*.*.responses.*.headers.*.schema.maxItems':
    'response-header-max-items-decreased response-header-max-items-increased response-header-max-items-set response-header-max-items-unset',
  'paths.*.*.responses.*.headers.*.schema.maxLength':
    'response-header-max-length-decreased response-header-max-length-increased response-header-max-length-set response-header-max-length-unset',
  'paths.*.*.responses.*.headers.*.schema.maxProperties':
    'response-header-max-properties-decreased response-header-max-properties-increased response-header-max-properties-set response-header-max-properties-unset',
  'paths.*.*.responses.*.headers.*.schema.maximum':
    'response-header-max-decreased response-header-max-increased response-header-max-set response-header-max-unset',
  'paths.*.*.responses.*.headers.*.schema.minContains':
    'response-header-min-contains-decreased response-header-min-contains-increased response-header-min-contains-set response-header-min-contains-unset',
  'paths.*.*.responses.*.headers.*.schema.minItems':
    'response-header-min-items-decreased response-header-min-items-increased response-header-min-items-set response-header-min-items-unset',
  'paths.*.*.responses.*.headers.*.schema.minLength':
    'response-header-min-length-decreased response-header-min-length-increased response-header-min-length-set response-header-min-length-unset',
  'paths.*.*.responses.*.headers.*.schema.minProperties':
    'response-header-min-properties-decreased response-header-min-properties-increased response-header-min-properties-set response-header-min-properties-unset',
  'paths.*.*.responses.*.headers.*.schema.minimum':
    'response-header-min-decreased response-header-min-increased response-header-min-set response-header-min-unset',
  'paths.*.*.responses.*.headers.*.schema.multipleOf':
    'response-header-multiple-of-set response-header-multiple-of-unset',
  'paths.*.*.responses.*.headers.*.schema.nullable':
    'response-header-became-not-nullable response-header-became-nullable',
  'paths.*.*.responses.*.headers.*.schema.type':
    'response-header-became-not-nullable response-header-became-nullable response-header-schema-became-false response-header-schema-became-not-false response-header-type-changed response-header-type-compatible response-header-type-generalized response-header-type-specialized',
  'paths.*.*.security.*':
    'api-security-added api-security-removed',
  'paths.*.*.security.*.*':
    'api-security-scope-added api-security-scope-removed',
  'paths.*.*.tags':
    'api-tag-added api-tag-removed',
  'paths.*.*.x-*':
    'api-deprecated-sunset-parse api-invalid-stability-level api-stability-decreased api-stability-increased api-sunset-date-changed-too-small api-sunset-date-too-small sunset-deleted',
  'paths.*.parameters.*':
    'new-optional-request-default-parameter-to-existing-path new-required-request-default-parameter-to-existing-path',
  'security.*':
    'api-global-security-added api-global-security-removed',
  'security.*.*':
    'api-global-security-scope-added api-global-security-scope-removed',
  'webhooks.*':
    'webhook-added webhook-removed',
  'webhooks.*.*':
    'webhook-added webhook-removed',
};
