import type { EntityKind } from 'agentos/contract';
import { Fault } from 'agentos/service';
import { sayName } from '../../../language/say_devices.ts';
import { type Asked, dangersOf, openedBy } from './risk.ts';

/** As much as a person reads or hears before a yes. */
const MAX_CHARACTERS = 400;
/** Harmless things are named up to here, and counted beyond. */
const MAX_HARMLESS = 4;
const MAX_HARMLESS_NAME = 60;

const ASKED_AS: { readonly [service: string]: string } = {
  unlock: 'Unlock',
  open: 'Open',
  open_cover: 'Open',
  open_valve: 'Open',
  set_cover_position: 'Move',
  set_valve_position: 'Open',
  alarm_disarm: 'Disarm',
  restore: 'Put back',
  toggle: 'Switch over',
  turn_on: 'Turn on',
};

/**
 * `Unlock the front door?` One line, by the names that the house gives. All that is dangerous in the call is named.
 * @throws Fault INVALID_ARGUMENT where that is more than can be asked: nobody says yes to what was not shown.
 */
export function questionFor(asked: Asked, entity: (id: string) => EntityKind): string {
  const dangers = dangersOf(asked, entity);
  const harmless = [...new Set(asked.entities)].filter((id) => !dangers.includes(id));
  const names = [
    ...dangers.map((id) => spoken(id, entity) + stateAfter(asked, id)),
    ...harmless.slice(0, MAX_HARMLESS).map((id) => cut(spoken(id, entity))),
  ];
  if (harmless.length > MAX_HARMLESS) names.push(`${harmless.length - MAX_HARMLESS} more`);
  const opens = [...new Set(openedBy(asked.data))].map((id) => spoken(id, entity));
  const question = `${verbOf(asked.service)} ${joined(names)}${opens.length === 0 ? '' : `, which opens ${joined(opens)}`}?`;
  if (question.length > MAX_CHARACTERS) {
    const alone = dangers.filter((id) => !/^(scene|script|group)\./.test(id));
    const count = new Set([...alone, ...openedBy(asked.data)]).size;
    throw new Fault(
      'INVALID_ARGUMENT',
      `That would open or unlock ${count} ${count === 1 ? 'thing' : 'things'} at once, more than can be asked about in one question. Please ask for fewer, or for one by a shorter name.`,
    );
  }
  return question;
}

function verbOf(service: string): string {
  const known = Object.hasOwn(ASKED_AS, service) ? ASKED_AS[service] : undefined;
  if (known !== undefined) return known;
  return `${cut(onOneLine(service.replaceAll('_', ' '))).replace(/^./, (first) => first.toUpperCase())}:`;
}

function spoken(id: string, entity: (id: string) => EntityKind): string {
  const name = onOneLine(entity(id).name ?? '');
  return name === '' ? `the ${onOneLine(id.slice(id.indexOf('.') + 1).replaceAll('_', ' '))}` : sayName(name);
}

/** What a restore brings back, since "put back" alone does not tell that it opens. */
function stateAfter({ service, data }: Asked, id: string): string {
  const { states } = data;
  if (service !== 'restore' || states === null || typeof states !== 'object' || Array.isArray(states)) return '';
  const before = Object.hasOwn(states, id) ? states[id] : undefined;
  if (before === null || typeof before !== 'object' || Array.isArray(before)) return '';
  return typeof before.state === 'string' ? ` (${onOneLine(before.state.replaceAll('_', ' '))})` : '';
}

/** Without what cannot be seen or turns the writing round. */
function onOneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replaceAll(/\p{C}+/gu, '')
    .trim();
}

function cut(text: string): string {
  return text.length <= MAX_HARMLESS_NAME ? text : `${text.slice(0, MAX_HARMLESS_NAME - 1)}…`;
}

function joined(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
