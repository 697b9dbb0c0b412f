import { invoke, type PastAccount, type PastCall, type PastStep, settle } from 'agentos/service';
import { capitalised, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { deviceSet, problemOf } from '../../need/device/contract.ts';
import { isWanted } from './ask_back.ts';
import type { Asking } from './asking.ts';
import { sayState } from './device_step.ts';
import { isBookkeeping } from './explain.ts';
import { type Names, namesFor } from './names.ts';
import { type Restoring, restoringOf } from './restoring.ts';
import { quoted } from './say_turn.ts';

export interface TakenBackTurn {
  readonly text: string;
  /** What is undone now. */
  readonly calls: readonly PastCall[];
  readonly good: boolean;
}

/** Devices that are named one by one. */
const NAMED = 3;

/** The calls of a turn that did something to the house: keeping the books of what was due is nothing to undo. */
export function deedsOf({ steps }: PastAccount): PastStep[] {
  return steps.filter(({ how, subject }) => how === 'done' && !isBookkeeping(subject));
}

/** Takes back what a turn did and has not been taken back, last first. What cannot be is told with the reason. */
export function* takeBackTurn(account: PastAccount, as: 'undo' | 'redo', _asking: Asking, only: readonly string[]) {
  const left = deedsOf(account).filter(({ takenBack }) => takenBack === undefined);
  const restorings = left.map((step) => restoringOf(step, only));
  const names = yield* namesFor(
    restorings.flatMap((restoring) => restoring?.entities ?? []),
    [account],
  );
  const calls: PastCall[] = [];
  const texts: string[] = [];
  for (const [index, step] of [...left.entries()].reverse()) {
    const restoring = restorings[index];
    const { text, undone } = restoring ? yield* restore(restoring, names) : yield* takeBackStep(step, account, as);
    if (undone) calls.push({ thread: account.thread, turn: account.turn, key: step.key });
    texts.push(text);
  }
  const text = [...new Set(texts)].join(' ');
  return { text, calls, good: calls.length > 0 };
}

interface Tried {
  readonly text: string;
  readonly undone: boolean;
}

function* takeBackStep(step: PastStep, account: PastAccount, as: 'undo' | 'redo') {
  const what = quoted(account.reply ?? account.said ?? 'That');
  if (step.undo === undefined) return { text: whyNot(step, what), undone: false };
  const [result] = yield* settle([invoke(step.undo.subject, step.undo.input)]);
  if (result?.ok !== true) return { text: `${what} could not be undone: ${problemOf(result?.error)}`, undone: false };
  if (isEmpty(result.value))
    return { text: `${what} is over or gone already, so there is nothing left to undo.`, undone: false };
  const tried: Tried = { text: as === 'undo' ? `I have undone this: ${what}` : 'I have done it again.', undone: true };
  return tried;
}

function whyNot({ subject, effect }: PastStep, what: string): string {
  if (subject === deviceSet.subject) return `${what} changed nothing, so there is nothing to undo.`;
  if (subject === 'need.announce') return 'What was said all over the house cannot be unsaid.';
  if (effect === 'once') return `${what} cannot be undone: it happens once, and there is no way back.`;
  return `${what} cannot be undone: I know of no way back from it.`;
}

/** Nothing was there any more: the call answers with what it changed, and that is nothing. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const lists = Object.values(value).filter((inner) => Array.isArray(inner));
  return lists.length > 0 && lists.every((list) => list.length === 0);
}

/** Puts devices back, after asking where somebody has changed them since. */
function* restore(restoring: Restoring, names: Names) {
  const { entities } = restoring;
  const present = entities.filter((id) => names.now(id) !== undefined);
  const gone = entities.filter((id) => names.now(id) === undefined);
  const away =
    gone.length === 0
      ? ''
      : ` ${capitalised(sayAll(gone, names))} ${gone.length === 1 ? 'is' : 'are'} not there any more.`;
  if (present.length === 0) return tried(`There is nothing to undo.${away}`, false);
  const changed = present.filter((id) => restoring.isChanged(id, names.now(id)));
  const waiting = present.filter((id) => !restoring.isBack(id, names.now(id)));
  if (waiting.length === 0)
    return tried(`${capitalised(sayAll(present, names))} ${be(present)} as before already.${away}`, true);
  const doubtful = changed.filter((id) => waiting.includes(id));
  if (doubtful.length > 0 && !(yield* isWanted(questionAbout(doubtful, restoring, names))))
    return tried(`All right, I left ${sayAll(waiting, names)}.${away}`, false);
  const [outcome] = yield* settle([deviceSet(restoring.call(waiting))]);
  if (outcome?.ok !== true) return tried(`Not undone: ${problemOf(outcome?.error)}${away}`, false);
  const good = outcome.value.results.filter(({ ok }) => ok).map(({ entity }) => entity);
  const bad = outcome.value.results.flatMap(({ ok, entity, error }) =>
    ok ? [] : [error ?? `${names.of(entity)} did not do it.`],
  );
  const said = good.length === 0 ? [] : [sayBack(good, restoring, names)];
  return tried(`${[...said, ...bad].join(' ')}${away}`, good.length > 0);
}

function tried(text: string, undone: boolean): Tried {
  return { text: text.trim(), undone };
}

function questionAbout(ids: readonly string[], restoring: Restoring, names: Names): string {
  const states = [...new Set(ids.map((id) => sayState(names.now(id)?.state ?? 'unknown')))];
  const now = states.length === 1 ? ` since; ${ids.length === 1 ? 'it is' : 'they are'} ${states[0]} now` : ' since';
  const back = stateOf(ids, restoring);
  return `${capitalised(sayAll(ids, names))} ${ids.length === 1 ? 'has' : 'have'} been changed${now}. Shall I still put ${ids.length === 1 ? 'it' : 'them'} back${back === undefined ? ' as before' : ` to ${back}`}?`;
}

/** `The kitchen light is off again.` */
function sayBack(ids: readonly string[], restoring: Restoring, names: Names): string {
  const who = `${capitalised(sayAll(ids, names))} ${be(ids)}`;
  const state = stateOf(ids, restoring);
  return state === undefined ? `${who} as before again.` : `${who} ${state} again.`;
}

/** The state that all of them go back to, where it is one and not the one they are in. */
function stateOf(ids: readonly string[], restoring: Restoring): string | undefined {
  const states = [...new Set(ids.map((id) => restoring.stateBefore(id)))];
  const [only] = states;
  return states.length === 1 && only !== undefined ? sayState(only) : undefined;
}

function sayAll(ids: readonly string[], names: Names): string {
  return ids.length > NAMED ? `the ${ids.length} devices` : joinWords(ids.map((id) => sayName(names.of(id))));
}

function be(ids: readonly string[]): string {
  return ids.length === 1 ? 'is' : 'are';
}
