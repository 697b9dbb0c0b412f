/** Calls, failures and time of every provider of every subject. */
export class Statistics {
  readonly #counts = new Map<string, { calls: number; failures: number; totalMs: number }>();

  observe(subject: string, provider: string, durationMs: number, failed: boolean): void {
    const key = `${subject} ${provider}`;
    const count = this.#counts.get(key) ?? { calls: 0, failures: 0, totalMs: 0 };
    count.calls += 1;
    count.totalMs += durationMs;
    if (failed) count.failures += 1;
    this.#counts.set(key, count);
  }

  of(
    subject: string,
    provider: string,
  ): { readonly calls: number; readonly failures: number; readonly meanMs: number } {
    const { calls, failures, totalMs } = this.#counts.get(`${subject} ${provider}`) ?? {
      calls: 0,
      failures: 0,
      totalMs: 0,
    };
    return { calls, failures, meanMs: calls === 0 ? 0 : totalMs / calls };
  }
}
