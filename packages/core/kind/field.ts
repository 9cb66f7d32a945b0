/**
 * One field of a resource kind, in the terms of Konnect's API contract: the values that a template may give it, for the
 * checks of types and values, and the treatment of differences.
 */
export interface Field {
  /**
   * `content` is a document that the core passes on by its digest and never reads, such as an API's specification.
   * `secret` is a value that the core passes on and never sees.
   */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'content' | 'secret';
  readonly description: string;
  /** Whether every template must have the field. */
  readonly required?: boolean;
  /**
   * Whether the field cannot change once the object exists. A difference is a `replace`, and on an adopted object a
   * warning.
   */
  readonly immutable?: boolean;
  /** How differences are found; `listed` by default. */
  readonly compare?: Comparing;
  readonly nullable?: boolean;
  /**
   * The value that stands for "none", for fields in which Konnect accepts no null. Without `nullable` and `empty`, a
   * value cannot be taken away.
   */
  readonly empty?: unknown;
  /**
   * Konnect ignores upper and lower case in this field: providers report lower case, and comparisons ignore the case.
   */
  readonly ignoreCase?: boolean;
  /** The kind of the object whose id the field holds. */
  readonly refers?: Referral;
  /**
   * The values from the least to the most visible: a change towards the end widens, a change towards the start narrows.
   */
  readonly exposure?: readonly Exposure[];
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The least and the greatest number. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The least and the greatest number of items. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Whether the order of a list says nothing: it is compared as a set, and a value that is there twice is refused. */
  readonly unordered?: boolean;
  /** A regular expression in the syntax that JavaScript and RE2 share. */
  readonly pattern?: string;
  /** The texts that fit `pattern`, in words: a regular expression is no help in a message. */
  readonly patternWords?: string;
  /**
   * Of a document: the fields beside it that Konnect also reads in its front matter. What that says takes precedence when
   * the document is sent.
   */
  readonly frontMatter?: readonly string[];
  /**
   * Whether it says something that a snapshot of Konnect leaves out: of a person, such as their name, or of a secret, such
   * as its digest.
   */
  readonly personal?: boolean;
  /** The items of an `array`. */
  readonly items?: Field;
  /** The members of an `object` with known members. */
  readonly properties?: Readonly<Record<string, Field>>;
  /** The values of an `object` that is a map with free keys, such as labels. */
  readonly values?: Field;
}

/**
 * How a difference in a field is found:
 * - `listed`: lists have the field.
 * - `digest`: lists do not have it, and the label `konduct-digest` proves its value. An adopted object without that
 *   label is read first.
 * - `assumed`: as `digest`, but an adopted object is assumed to have the value.
 * - `read`: lists do not have it, and every plan reads it.
 */
export type Comparing = 'listed' | 'digest' | 'assumed' | 'read';

/** The kind of the object that a field refers to: a fixed kind, or the kind named in another field. */
export type Referral =
  | { readonly kind: string }
  | {
      readonly by: string;
      readonly kinds: Readonly<Record<string, string>>;
      /** The field with the region of that object. By default it is in the region of the object that refers to it. */
      readonly region?: string;
      /** The value that stands for every object of the kind, and so for none that could be missing. */
      readonly every?: string;
    };

/** One value of a field that decides what people can see. `*` stands for every value that is not listed. */
export interface Exposure {
  readonly value: unknown;
  /** The value's meaning, as a clause after the object's name: `is public`. */
  readonly means: string;
}
