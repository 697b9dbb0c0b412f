import type { Channel, TurnOpening } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Limits } from '../limits.ts';
import { RoundRobin } from './round_robin.ts';
import type { Turn, Workplace } from './turn.ts';

/** What one client has open. */
interface Account {
  readonly client: string;
  /** Turns that were opened and have not ended. */
  open: number;
  /** Those at work. */
  working: number;
  /** Those that wait for a place at work. */
  waiting: number;
}

interface Waiter {
  readonly turn: Turn;
  readonly start: () => void;
}

/** Another client was there this lately: then nobody takes more than a share. */
const CONTESTED_MS = 5_000;
/** Of so many places that become free, automations are offered one before the owner's terminals: last, but not never. */
const AUTOMATION_EVERY = 5;
const RETRY_MS = { least: 250, most: 30_000 };

/**
 * Who may work now, who waits, and who is told to come back. A turn at work has a place; while it waits for a person it has none.
 * Where no place is free, turns wait: voice before terminals before automations, within these each client in its turn,
 * within a client in the order of arrival. Some places are kept for voice, and no client alone can take them all.
 * Waiting is bounded: what finds no room is refused with the time after which it is worth trying again.
 */
export class WaitingRoom implements Workplace {
  readonly #limits: Limits;
  readonly #monotonic: () => number;
  readonly #accounts = new Map<string, Account>();
  readonly #open = new Map<Turn, Account>();
  readonly #working = new Map<Turn, Account>();
  readonly #lines: { readonly [channel in Channel]: RoundRobin<Account, Waiter> } = linesOfChannels();
  readonly #calmer: (() => void)[] = [];
  #waiting = 0;
  #automations = 0;
  /** Places that terminals were given since an automation was. */
  #sinceAutomation = 0;
  /** The client that opened the latest turn, and when that was last another than before. */
  #latest: string | undefined;
  #changedAt = Number.NEGATIVE_INFINITY;
  /** Milliseconds between two places that are given to turns that wait: a moving mean. */
  #paceMs = 20;
  #givenAt = 0;

  constructor(limits: Limits, monotonic: () => number) {
    this.#limits = limits;
    this.#monotonic = monotonic;
  }

  /** Turns that were opened and have not ended. */
  get open(): number {
    return this.#open.size;
  }

  /** Turns that wait for a place. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when fewer than so many wait for a place. */
  async below(waiting: number): Promise<void> {
    while (this.#waiting >= waiting) await new Promise<void>((calmer) => this.#calmer.push(calmer));
  }

  /** @throws Fault RESOURCE_EXHAUSTED where another turn of this client could neither work nor wait */
  assertRoom({ client, channel }: TurnOpening): void {
    const { openTurns, openTurnsOfOne, waitingTurns, waitingTurnsOfOne, voicePlaces } = this.#limits;
    const account = this.#accounts.get(client);
    const room = channel === 'voice' ? waitingTurns : waitingTurns - voicePlaces;
    if (
      this.#open.size >= openTurns ||
      this.#waiting >= room ||
      (account !== undefined && (account.open >= openTurnsOfOne || account.waiting >= waitingTurnsOfOne))
    )
      throw busy(this.#worthTryingAfterMs());
  }

  /** A turn is opened. */
  enter(turn: Turn): void {
    const { client } = turn.opening;
    let account = this.#accounts.get(client);
    if (account === undefined) {
      account = { client, open: 0, working: 0, waiting: 0 };
      this.#accounts.set(client, account);
    }
    if (client !== this.#latest) {
      if (this.#latest !== undefined) this.#changedAt = this.#monotonic();
      this.#latest = client;
    }
    account.open += 1;
    this.#open.set(turn, account);
    turn.workplace = this;
  }

  /** A turn has ended, or will not be run. */
  leave(turn: Turn): void {
    this.rest(turn);
    const account = this.#open.get(turn);
    if (account === undefined) return;
    this.#open.delete(turn);
    account.open -= 1;
    if (account.open === 0) this.#accounts.delete(account.client);
  }

  /** Takes a place at once, if there is one for it. */
  begin(turn: Turn): boolean {
    const account = this.#open.get(turn);
    if (account === undefined || account.waiting > 0 || !this.#mayWork(account, turn.opening.channel)) return false;
    this.#work(turn, account);
    return true;
  }

  /** Waits for a place. Resolves without one where the turn is stopped meanwhile: it then only has to end. */
  wait(turn: Turn): Promise<void> {
    const account = this.#open.get(turn);
    if (account === undefined || turn.cancellation.cancelled) return Promise.resolve();
    const { channel } = turn.opening;
    const line = this.#lines[channel];
    const limitMs = channel === 'voice' ? this.#limits.voiceTurnMs : this.#limits.turnMs;
    return new Promise((resolve) => {
      const start = (): void => {
        clearTimeout(tooLong);
        release();
        this.#waiting -= 1;
        account.waiting -= 1;
        for (const calmer of this.#calmer.splice(0)) calmer();
        resolve();
      };
      const waiter = { turn, start };
      const tooLong = setTimeout(() => turn.stop(busy()), limitMs);
      const release = turn.cancellation.onCancel(() => {
        line.remove(account, waiter);
        start();
      });
      line.add(account, waiter);
      this.#waiting += 1;
      account.waiting += 1;
    });
  }

  /** It waits for a person, or has ended: its place is for another. */
  rest(turn: Turn): void {
    const account = this.#working.get(turn);
    if (account === undefined) return;
    this.#working.delete(turn);
    account.working -= 1;
    if (isMachine(turn.opening.channel)) this.#automations -= 1;
    if (this.#waiting > 0) this.#fill();
  }

  /** The person has answered: it goes on at once, whoever waits. */
  goOn(turn: Turn): void {
    const account = this.#open.get(turn);
    if (account !== undefined && !this.#working.has(turn)) this.#work(turn, account);
  }

  #work(turn: Turn, account: Account): void {
    this.#working.set(turn, account);
    account.working += 1;
    if (isMachine(turn.opening.channel)) this.#automations += 1;
  }

  #mayWork(account: Account, channel: Channel): boolean {
    const { runningTurns, runningTurnsOfOne, sharedTurnsOfOne, automationTurns, voicePlaces } = this.#limits;
    const places = channel === 'voice' ? runningTurns : runningTurns - voicePlaces;
    if (this.#working.size >= places || account.working >= runningTurnsOfOne) return false;
    if (channel === 'automation' && this.#automations >= automationTurns) return false;
    // Asked last, so that who has little under way pays for no look at the clock.
    return account.working < sharedTurnsOfOne || this.#monotonic() - this.#changedAt > CONTESTED_MS;
  }

  /** Gives places that are free to those that wait. */
  #fill(): void {
    for (;;) {
      const waiter = this.#next();
      if (waiter === undefined) return;
      const account = this.#open.get(waiter.turn);
      if (account !== undefined) this.#work(waiter.turn, account);
      const now = this.#monotonic();
      // What was given long ago was given to another rush.
      if (now - this.#givenAt < RETRY_MS.most) this.#paceMs = this.#paceMs * 0.9 + (now - this.#givenAt) * 0.1;
      this.#givenAt = now;
      waiter.start();
    }
  }

  #next(): Waiter | undefined {
    const { voice, owner, automation } = this.#lines;
    const of = (channel: Channel, line: RoundRobin<Account, Waiter>): Waiter | undefined =>
      line.next((account) => this.#mayWork(account, channel));
    const spoken = of('voice', voice);
    if (spoken !== undefined) return spoken;
    const last = this.#sinceAutomation >= AUTOMATION_EVERY - 1 ? of('automation', automation) : undefined;
    const typed = last ?? of('owner', owner);
    if (last === undefined && typed !== undefined) {
      this.#sinceAutomation += 1;
      return typed;
    }
    this.#sinceAutomation = 0;
    return typed ?? of('automation', automation);
  }

  /** When half of what waits will have had its turn, as things go now. */
  #worthTryingAfterMs(): number {
    return Math.round(Math.min(RETRY_MS.most, Math.max(RETRY_MS.least, (this.#paceMs * this.#waiting) / 2)));
  }
}

/** Programs with a token wait where automations do. */
function linesOfChannels(): { readonly [channel in Channel]: RoundRobin<Account, Waiter> } {
  const automation = new RoundRobin<Account, Waiter>();
  return { voice: new RoundRobin(), owner: new RoundRobin(), automation, token: automation };
}

function isMachine(channel: Channel): boolean {
  return channel === 'automation' || channel === 'token';
}

function busy(retryAfterMs?: number): Fault {
  return new Fault('RESOURCE_EXHAUSTED', 'I have too much to do right now. Please try again in a moment.', {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
