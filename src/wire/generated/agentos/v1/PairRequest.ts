// Original file: proto/agentos/v1/clients.proto


/**
 * Who is to be let in, and as what.
 */
export interface PairRequest {
  /**
   * What it is called here, as in `satellite-kitchen`. Lower-case letters, digits, `.`, `_`, `-`; at most 64.
   */
  'name'?: (string);
  /**
   * `owner`, `resident`, `guest`, `automation` or `plugin`.
   */
  'role'?: (string);
  /**
   * Where it stands in the house, by id or name: it cannot say that it stands elsewhere.
   */
  'area'?: (string);
  /**
   * `utter`, `observe:own`, `observe:all`, `confirm`, `admin`, `tool:<name>`. The role's own where there is none.
   */
  'scopes'?: (string)[];
  /**
   * For how many days it is let in; until it is revoked where absent.
   */
  'days'?: (number);
  /**
   * It is known here already: another machine, or another token, takes its place.
   */
  'again'?: (boolean);
  '_area'?: "area";
  '_days'?: "days";
}

/**
 * Who is to be let in, and as what.
 */
export interface PairRequest__Output {
  /**
   * What it is called here, as in `satellite-kitchen`. Lower-case letters, digits, `.`, `_`, `-`; at most 64.
   */
  'name': (string);
  /**
   * `owner`, `resident`, `guest`, `automation` or `plugin`.
   */
  'role': (string);
  /**
   * Where it stands in the house, by id or name: it cannot say that it stands elsewhere.
   */
  'area'?: (string);
  /**
   * `utter`, `observe:own`, `observe:all`, `confirm`, `admin`, `tool:<name>`. The role's own where there is none.
   */
  'scopes': (string)[];
  /**
   * For how many days it is let in; until it is revoked where absent.
   */
  'days'?: (number);
  /**
   * It is known here already: another machine, or another token, takes its place.
   */
  'again': (boolean);
  '_area'?: "area";
  '_days'?: "days";
}
