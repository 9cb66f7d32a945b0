/**
 * One field of a resource kind, in the words of Konnect's own API contract. It says what a template may put there (the
 * type check and the value check read it) and how a difference is treated.
 */
export interface Field {
  /** `content` is a document the core passes on by its digest and never reads (an API's specification). */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'content';
  readonly description: string;
  /** A template must have it. */
  readonly required?: boolean;
  /** It cannot change once the object exists: a difference is `replace`, on an adopted object a warning. */
  readonly immutable?: boolean;
  /**
   * Lists do not show it, so that it is compared through the `konduct-digest` label. For an object that no digest
   * vouches for and that is not ours yet: `read` fetches it, `assume` takes it to be as wanted.
   */
  readonly unlisted?: 'read' | 'assume';
  readonly nullable?: boolean;
  /** Konnect does not tell upper from lower case here: providers report lower case, comparisons ignore the case. */
  readonly ignoreCase?: boolean;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression in the syntax JavaScript and RE2 share. */
  readonly pattern?: string;
  /** Of an `array`. */
  readonly items?: Field;
  /** Of an `object` with known members. */
  readonly properties?: Readonly<Record<string, Field>>;
  /** Of an `object` that is a map with free keys, such as labels. */
  readonly values?: Field;
}
