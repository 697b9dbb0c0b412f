/**
 * Modules of the services that ship, by `use/lights/agent`. Empty in the sources, where each is imported from its file; the
 * build puts them into the daemon's own file in place of this one, since opening seventy files is most of a cold start.
 * A service file that changes while the daemon runs is imported from its file all the same.
 */
export const BUILT_IN: ReadonlyMap<string, { readonly default?: unknown }> = new Map();
