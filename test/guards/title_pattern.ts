/** What a row of a table puts into its title may be anything. */
const ROW = /%(?:\\\.\d+)?[sdifjoO]/g;

/** Matches the full names of the tests that a guard's title means. For vitest, which takes it as `-t`, and for us. */
export function titlePattern(title: string): string {
  return title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(ROW, '.*');
}
