import type { Reply } from 'agentos/contract';
import type { Command, Target } from '../../../language/command.ts';
import { deviceClassOf, domainOf, type Json } from '../../../language/home.ts';
import { capitalised, isOrAre, sayArea, sayKind, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { EntityRecord } from '../../need/device/contract.ts';
import { sayAbout } from './about_one.ts';
import { binaryWords, isDetection } from './binary_words.ts';
import { isAway, matches } from './matches.ts';
import { questionOf } from './question.ts';
import { heating, sayState } from './say_state.ts';

/** Most things that are named one by one. */
const NAMED = 6;

/** The answer to a question about entities that are there. Those whose state nobody knows are told apart, never counted. */
export function answer(command: Command, entities: readonly EntityRecord[]): Reply {
  const { state: wanted } = command.slots;
  const known = entities.filter(({ state }) => !isAway(state));
  const fit = known.filter((entity) => matches(entity, wanted));
  const rest = known.filter((entity) => !fit.includes(entity));
  const silent = entities.length - known.length;
  const unheard =
    silent === 0 || questionOf(command) === 'tell'
      ? ''
      : ` ${capitalised(
          names(
            entities.filter(({ state }) => isAway(state)),
            'and',
          ),
        )} ${silent === 1 ? 'does' : 'do'} not answer.`;
  const [first] = entities;
  if (known.length === 0 && first !== undefined) return { text: said(sayState(first)), outcome: 'failed' };
  return { text: `${sentence(command, known, fit, rest)}${unheard}`, outcome: 'done' };
}

function sentence(
  command: Command,
  known: readonly EntityRecord[],
  fit: readonly EntityRecord[],
  rest: readonly EntityRecord[],
): string {
  const { state: wanted } = command.slots;
  const kind = sayKind(known.map(asKind));
  switch (questionOf(command)) {
    case 'tell':
      return tell(command, known);
    case 'one':
      return rest.length === 0 ? `Yes, ${states(fit)}.` : `No, ${states(rest)}.`;
    case 'all':
      if (rest.length > 0) return `No, ${states(rest)}.`;
      return fit.length === 1 ? `Yes, ${states(fit)}.` : `Yes, ${every(kind, fit.length)} ${word(known, wanted)}.`;
    case 'any':
      return fit.length > 0
        ? `Yes, ${states(fit)}.`
        : known.length === 1
          ? `No, ${states(known)}.`
          : `No, ${none(kind)} ${word(known, wanted)}.`;
    case 'none':
      return fit.length > 0 ? `No, ${states(fit)}.` : `Yes, ${none(kind)} ${word(known, wanted)}.`;
    case 'rooms': {
      const areas = new Map(command.targets.map(({ id, area }) => [id, area]));
      const rooms = [...new Set(fit.flatMap(({ id }) => areas.get(id) ?? []))];
      if (rooms.length === 0) break;
      return said(`${joinWords(rooms.map(sayArea))}: ${names(fit, 'and')}`);
    }
    case 'which':
      break;
    case 'count': {
      const counted = wanted === undefined ? known : fit;
      if (wanted === undefined) return `There are ${counted.length} ${kind}.`;
      const named = counted.length === 0 ? '' : `: ${names(counted, 'and')}`;
      return `${counted.length} of the ${known.length} ${kind} ${counted.length === 1 ? 'is' : 'are'} ${word(known, wanted)}${named}.`;
    }
  }
  if (fit.length > 0) return said(isAre(fit, wanted));
  return kind === MIXED ? `Nothing is ${word(known, wanted)}.` : `None of the ${kind} are ${word(known, wanted)}.`;
}

/** The noun of `sayKind` for things of several kinds. */
const MIXED = 'things';

function none(kind: string): string {
  return kind === MIXED ? 'nothing is' : kind === 'people' ? 'nobody is' : `no ${kind} are`;
}

function every(kind: string, count: number): string {
  if (kind === MIXED) return 'everything is';
  return count === 2 ? `both ${kind} are` : `all ${count} ${kind} are`;
}

function tell({ slots: { about, state } }: Command, all: readonly EntityRecord[]): string {
  if (about === 'title') {
    const playing = all.filter((entity) => matches(entity, 'playing'));
    if (playing.length > 0) return playing.map((entity) => said(sayState(entity))).join(' ');
    return state === undefined && all.length === 1
      ? all.map((entity) => said(sayState(entity))).join(' ')
      : 'Nothing is playing.';
  }
  const entities = about === undefined || all.length < 2 ? all : all.filter((entity) => !matches(entity, 'off'));
  if (about !== undefined && entities.length > 0 && entities.length <= NAMED)
    return entities.map((entity) => said(sayAbout(entity, about))).join(' ');
  if (entities.length <= NAMED) return entities.map((entity) => said(sayState(entity))).join(' ');
  const byState = new Map<string, EntityRecord[]>();
  for (const entity of entities) byState.set(entity.state, [...(byState.get(entity.state) ?? []), entity]);
  if (byState.size > NAMED) return `There are ${entities.length}; ask for one of them.`;
  return said(
    [...byState]
      .map(([state, some]) => `${some.length} ${some.length === 1 ? 'is' : 'are'} ${state.replaceAll('_', ' ')}`)
      .join(', '),
  );
}

/** `the bed light is on, and the hall light is off`; many of the same state share a verb. */
function states(entities: readonly EntityRecord[]): string {
  const [first] = entities;
  if (first === undefined) return 'nothing';
  if (entities.length === 1) return sayState(first);
  if (entities.every(({ state }) => state === first.state))
    return `${names(entities, 'and')} are ${word([first], first.state)}`;
  return joinWords(entities.slice(0, NAMED).map(sayState));
}

function isAre(entities: readonly EntityRecord[], wanted: Json | undefined): string {
  const [first] = entities;
  const verb = entities.length === 1 && first !== undefined ? isOrAre(first.name) : 'are';
  return `${names(entities, 'and')} ${verb} ${word(entities, wanted)}`;
}

function names(entities: readonly EntityRecord[], conjunction: string): string {
  const all = entities.map(({ id, name }) => (domainOf(id) === 'person' ? name : sayName(name)));
  return all.length <= NAMED
    ? joinWords(all, conjunction)
    : `${all.slice(0, NAMED - 1).join(', ')} and ${all.length - NAMED + 1} more`;
}

/** A state as people say it of these things: `on` of a window sensor is `open`. */
function word(entities: readonly EntityRecord[], wanted: Json | undefined): string {
  const [asked] = Array.isArray(wanted) ? wanted : [wanted];
  const state = typeof asked === 'string' ? asked : '';
  const [first] = entities;
  if (first !== undefined && domainOf(first.id) === 'binary_sensor' && (state === 'on' || state === 'off')) {
    // Of several sensors one says what they do, not what they see.
    if (state === 'on' && isDetection(deviceClassOf(first))) return 'set off';
    return binaryWords(deviceClassOf(first))[state === 'on' ? 0 : 1];
  }
  if (first !== undefined && domainOf(first.id) === 'person')
    return state === 'home' ? 'at home' : state === 'not_home' ? 'away' : `at ${state}`;
  if (first !== undefined && domainOf(first.id) === 'climate') return heating(state);
  return state.replaceAll('_', ' ');
}

function asKind(entity: EntityRecord): Pick<Target, 'domain' | 'deviceClass'> {
  const deviceClass = deviceClassOf(entity);
  return { domain: domainOf(entity.id), ...(deviceClass === undefined ? {} : { deviceClass }) };
}

function said(text: string): string {
  return `${capitalised(text)}.`;
}
