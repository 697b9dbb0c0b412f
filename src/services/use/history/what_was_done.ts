import { historyFind, type PastTurnView, settle } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { capitalised, sayArea } from '../../../language/say_devices.ts';
import { deviceList } from '../../need/device/contract.ts';
import { type Asking, done, failed } from './asking.ts';
import type { Now } from './now.ts';
import { type Period, periodOf } from './period.ts';
import { quoted } from './say_turn.ts';
import { sayClock, sayWhen } from './say_when.ts';

const SPOKEN = 4;
const WRITTEN = 20;
const DAY_MS = 86_400_000;

/** "What did you just do?", "what did you do this morning?", "what happened in the kitchen yesterday?" */
export function* whatWasDone({ slots, targets }: Command, { now, byVoice }: Asking) {
  const period = periodOf(slots, now);
  const place = typeof slots.area === 'string' ? slots.area : undefined;
  const name = typeof slots.name === 'string' ? slots.name : undefined;
  let entities = targets.map(({ id }) => id);
  if (place !== undefined && entities.length === 0) {
    const [listed] = yield* settle([deviceList({ area: place })]);
    entities = listed?.ok ? listed.value.entities.map(({ id }) => id) : [];
    if (entities.length === 0) return failed(`I know of no devices in ${sayArea(place)}.`);
  }
  const about = name !== undefined ? ` with ${name}` : place !== undefined ? ` in ${sayArea(place)}` : '';
  const onlyLast = period === undefined && about === '';
  const { turns, more, lookedBackTo } = yield* historyFind({
    ...(period === undefined
      ? { since: onlyLast ? now.epochMs - DAY_MS : 0 }
      : { since: period.since, until: period.until }),
    ...(entities.length === 0 ? {} : { entities: entities.slice(0, 100) }),
    acted: true,
    mine: onlyLast,
    limit: onlyLast ? 1 : 50,
  });
  const deeds = turns.filter((turn) => !isQuietRing(turn));
  const when = period === undefined ? '' : ` ${period.said}`;
  if (deeds.length === 0) {
    const far = lookedBackTo === undefined ? '' : ' I have looked through the newest part of my log only.';
    return done(
      `I have done nothing${about}${onlyLast ? ' here in the last day' : when}, as far as my log tells.${far}`,
    );
  }
  const shown = deeds.slice(0, byVoice ? SPOKEN : WRITTEN).reverse();
  const many =
    deeds.length > shown.length
      ? `I did ${more ? 'more than ' : ''}${deeds.length} things${about}${when}; the last were: `
      : '';
  return done(`${many}${shown.map((turn) => line(turn, period, now)).join(' ')}`);
}

/** A timer that only rang did nothing that anybody asks for. */
function isQuietRing({ rule, reply }: PastTurnView): boolean {
  return rule !== undefined && reply === undefined;
}

function line(turn: PastTurnView, period: Period | undefined, now: Now): string {
  const clock = period !== undefined && oneDay(period) ? `at ${sayClock(turn.at, now)}` : sayWhen(turn.at, now);
  return `${capitalised(clock)}${whose(turn)}: ${deedOf(turn)}`;
}

function oneDay({ since, until }: Period): boolean {
  return until - since <= DAY_MS + 3_600_000;
}

function whose({ mine, rule, area, channel, interface: kind, client }: PastTurnView): string {
  if (mine || rule !== undefined) return '';
  if (channel === 'automation') return kind === 'watch' ? ', by a file that I watch' : `, by ${client}`;
  return area === undefined ? `, asked at "${client}"` : `, asked in ${sayArea(area)}`;
}

function deedOf({ reply, withheld, said }: PastTurnView): string {
  if (withheld) return 'something private.';
  if (reply !== undefined) return /[.!?…]$/.test(reply) ? reply : `${reply}.`;
  return said === undefined ? 'something that is not finished.' : `${quoted(said)}, which is not finished.`;
}
