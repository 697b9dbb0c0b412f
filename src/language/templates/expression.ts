/** A sentence template in Home Assistant's syntax, parsed. `text` keeps its white space: it decides where words end. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  | { readonly kind: 'alternatives'; readonly items: readonly Expression[] }
  /** All of the items, in any order. */
  | { readonly kind: 'permutation'; readonly items: readonly Expression[] }
  | { readonly kind: 'list'; readonly list: string; readonly slot: string; readonly capture: boolean }
  | { readonly kind: 'rule'; readonly rule: string };

export const NOTHING: Expression = { kind: 'sequence', items: [] };
