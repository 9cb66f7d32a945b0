/** The list in which a kind's objects are found. */
export interface ListSource {
  /** `{field}` stands for the value of a collection field. */
  readonly path: string;
  /**
   * How the list is divided into pages (Konnect API contract 3.15.0): `page` by number, with the total; `cursor` by the
   * address of the next page; `offset` by an opaque mark; `none` not at all. `tree` is one page whose items contain
   * their children; `self` is one object instead of a list.
   */
  readonly paging: 'page' | 'cursor' | 'offset' | 'none' | 'tree' | 'self';
  /**
   * The number of items to ask for. Absent where the contract has no page parameters for the list: they are sent only
   * if needed.
   */
  readonly pageSize?: number;
  /** Query parameters of every request. */
  readonly query?: Readonly<Record<string, string>>;
  /** Query parameters by field: each narrows the list to the objects with that field's value. */
  readonly lookup?: Readonly<Record<string, string>>;
  /** Statuses that mean that the list does not exist, which counts as an empty list. */
  readonly absent?: readonly number[];
  /** Whether an item is no object of the kind, such as an account that Konduct keeps for itself. */
  isForeign?(item: unknown): boolean;
}

/** A list of an object's contents, and the test for those that Konduct or Konnect made. */
export interface ContentSource {
  readonly list: ListSource;
  /** The dotted path of an item's name for people. */
  readonly name: string;
  /** Whether Konnect created an item together with the object, or Konduct made it. */
  ours?(item: unknown): boolean;
}
