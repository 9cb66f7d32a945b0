/**
 * One field of a resource kind, in the words of Konnect's own API contract. It says what a template may put there (the
 * type check and the value check read it) and how a difference is treated.
 */
export interface Field {
  /**
   * `content` is a document the core passes on by its digest and never reads (an API's specification); `secret` is a
   * value that it passes on and never sees.
   */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'content' | 'secret';
  readonly description: string;
  /** A template must have it. */
  readonly required?: boolean;
  /** It cannot change once the object exists: a difference is `replace`, on an adopted object a warning. */
  readonly immutable?: boolean;
  /** How a difference is found; `listed` when left out. */
  readonly compare?: Comparing;
  readonly nullable?: boolean;
  /** What takes a value away where Konnect takes no null. With neither, one that is there cannot be taken away. */
  readonly empty?: unknown;
  /** Konnect does not tell upper from lower case here: providers report lower case, comparisons ignore the case. */
  readonly ignoreCase?: boolean;
  /** It holds the id of an object of this kind. */
  readonly refers?: Referral;
  /** The values from the one that shows least to the one that shows most: a change along them widens, one back narrows. */
  readonly exposure?: readonly Exposure[];
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

/**
 * How a difference in a field is found. `listed`: lists show the field. `digest`: lists do not, and the label
 * `konduct-digest` vouches for it; an object that is taken over without that label is read first. `assumed`: the same,
 * but an object that is taken over counts as having it. `read`: lists do not show it, and every plan reads it.
 */
export type Comparing = 'listed' | 'digest' | 'assumed' | 'read';

/** The kind of the object that a field names: one kind, or one that another field says. */
export type Referral =
  | { readonly kind: string }
  | {
      readonly by: string;
      readonly kinds: Readonly<Record<string, string>>;
      /** The field that says where the object is. Without one it is where the object is that names it. */
      readonly region?: string;
    };

/** One value of a field that decides what people can see, or `*` for every value that is not named. */
export interface Exposure {
  readonly value: unknown;
  /** What it means, as a clause after the object's name: `is public`. */
  readonly means: string;
}
