export interface Near {
  readonly name: string;
  /** Cosine of the angle, -1 to 1. */
  readonly nearness: number;
}

/**
 * Vectors by their names, found by how near they point: in memory, made anew from the records at each start. Comparing reads no
 * record. Only vectors of one group and of one length are compared.
 */
export interface NearIndex {
  /** Takes the place of one of the same name. @param vector a signed byte for each place; one of zeros points nowhere and is not kept */
  put(name: string, group: string, vector: Int8Array): void;
  delete(name: string): void;
  /** Those of these groups, the nearest first, none below `least`. */
  near(
    vector: Int8Array,
    options: { readonly groups: readonly string[]; readonly least: number; readonly limit: number },
  ): readonly Near[];
  readonly size: number;
  close(): void;
}
