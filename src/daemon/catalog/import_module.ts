/** Imports the module at an address. On its own, since the daemon's script, as V8 loads it from its cache, cannot import. */
export function importModule(address: string): Promise<{ readonly default?: unknown }> {
  return import(address);
}
