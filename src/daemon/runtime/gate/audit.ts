import { type AuditColumns, type AuditHead, type AuditVerified, followChain } from '../../store/audit_chain.ts';
import type { AuditRow, Store } from '../../store/store.ts';

/** Entries read at once. */
const PAGE = 500;

export interface AuditWanted {
  /** Entries after this number. */
  readonly after: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The last so many. */
  readonly last?: number;
}

/** The record of the gate's decisions, as it is read. */
export class Audit {
  readonly #store: Pick<Store, 'audit' | 'auditHead' | 'auditNamed'>;

  constructor(store: Pick<Store, 'audit' | 'auditHead' | 'auditNamed'>) {
    this.#store = store;
  }

  /** Oldest first; pulled, a page at a time. */
  async *entries({ after, since, last }: AuditWanted): AsyncGenerator<AuditRow> {
    const head = last === undefined ? undefined : await this.#store.auditHead();
    let afterSeq = Math.max(after, (head?.seq ?? 0) - (last ?? 0));
    for (;;) {
      const page = await this.#store.audit({ afterSeq, since, limit: PAGE });
      yield* page;
      const end = page.at(-1);
      if (end === undefined) return;
      afterSeq = end.seq;
    }
  }

  /** Follows the chain from its first entry, while others may be added. */
  async verify(): Promise<AuditVerified> {
    let head: AuditHead | undefined;
    const store = this.#store;
    async function* pages(): AsyncGenerator<readonly AuditColumns[]> {
      for (let afterSeq = 0; ; ) {
        // Asked in one go, so that the last page and the head tell of the same moment.
        const [page, now] = await Promise.all([store.audit({ afterSeq, limit: PAGE }), store.auditHead()]);
        head = now;
        const last = page.at(-1);
        if (last === undefined) return;
        yield page.map(({ seq, at, body, hash }) => [seq, at, body, hash]);
        afterSeq = last.seq;
      }
    }
    // Asked first: what is added meanwhile is only behind it.
    return followChain(pages(), () => head, await store.auditNamed());
  }
}
