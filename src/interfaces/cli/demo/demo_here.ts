/** Shows the whole of it; see {@link demoCommand}. */
export async function demo(): Promise<number> {
  return 0;
}
