import type { Service, ThreadEvent } from '../../../src/interfaces/client/client.ts';
import { deviceSet } from '../../../src/services/need/device/contract.ts';

const LEVELS = ['open', 'home', 'private', 'danger'];

/** How grave a call is, by what the services say of themselves; what says nothing is dangerous. */
export class RiskJudge {
  readonly #levels = new Map<string, number>();

  constructor(services: readonly Service[]) {
    for (const { subject, risk } of services) {
      const level = LEVELS.indexOf(risk);
      const known = this.#levels.get(subject) ?? 0;
      this.#levels.set(subject, Math.max(known, level < 0 ? LEVELS.length - 1 : level));
    }
  }

  /** Whether the call is private or dangerous. */
  isGrave({ subject, data }: ThreadEvent): boolean {
    if (!subject.startsWith('need.') || subject === 'need.user.ask') return false;
    if (subject !== deviceSet.subject) return (this.#levels.get(subject) ?? LEVELS.length) >= LEVELS.indexOf('private');
    const risk = deviceSet.riskOf(deviceSet.parseInput(data ?? null), (id) => ({
      domain: id.split('.')[0] ?? '',
      deviceClass: 'garage',
    }));
    return risk === 'private' || risk === 'danger';
  }
}
