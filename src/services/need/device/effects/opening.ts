import {
  type Change,
  type Now,
  numberOf,
  plainly,
  Refused,
  type Services,
  service,
  wantedNumber,
  wantedText,
} from './service.ts';

const OPEN = 100;

/** A position is told only by devices that have one, or that are asked for one. */
function moved(_now: Now, position: number): Change {
  return { state: position > 0 ? 'open' : 'closed', attributes: { current_position: position } };
}

function at(now: Now, position: number): Change {
  const has =
    'current_position' in now.attributes || now.attributes.reports_position === true || now.id.startsWith('valve.');
  return has ? moved(now, position) : { state: position > 0 ? 'open' : 'closed' };
}

/** Devices of the demo home move at once, so there is nothing to stop: a stop leaves them where they are. */
const stop = plainly((now) =>
  now.state === 'opening' ? { state: 'open' } : now.state === 'closing' ? { state: 'open' } : {},
);

function opening(kind: 'cover' | 'valve'): Services {
  return {
    [`open_${kind}`]: plainly((now) => at(now, OPEN)),
    [`close_${kind}`]: plainly((now) => at(now, 0)),
    [`stop_${kind}`]: stop,
    [`set_${kind}_position`]: service(['position'], (now, data) =>
      moved(now, Math.round(wantedNumber(data, 'position', 0, OPEN))),
    ),
    toggle: plainly((now) => at(now, now.state === 'closed' || now.state === 'closing' ? OPEN : 0)),
  };
}

export const cover: Services = {
  ...opening('cover'),
  open_cover_tilt: plainly((now) => tilted(now, OPEN)),
  close_cover_tilt: plainly((now) => tilted(now, 0)),
  set_cover_tilt_position: service(['tilt_position'], (now, data) =>
    tilted(now, wantedNumber(data, 'tilt_position', 0, OPEN)),
  ),
};

export const valve = opening('valve');

function tilted(now: Now, position: number): Change {
  if (numberOf(now.attributes.current_tilt_position) === undefined) throw new Refused('has no slats to tilt');
  return { attributes: { current_tilt_position: Math.round(position) } };
}

export const lock: Services = {
  lock: service(['code'], (now, data) => coded(now, data.code, { state: 'locked' })),
  unlock: service(['code'], (now, data) => coded(now, data.code, { state: 'unlocked' })),
  open: service(['code'], (now, data) => coded(now, data.code, { state: 'open' })),
};

/** A lock or alarm that names a `code` in the home file does nothing without it. */
function coded(now: Now, given: unknown, change: Change): Change {
  const code = now.attributes.code;
  if (code !== undefined && String(code) !== String(given ?? '')) throw new Refused('needs its code');
  return change;
}

const arm = (state: string) => service(['code'], () => ({ state }));

export const alarm: Services = {
  alarm_arm_away: arm('armed_away'),
  alarm_arm_home: arm('armed_home'),
  alarm_arm_night: arm('armed_night'),
  alarm_arm_vacation: arm('armed_vacation'),
  alarm_disarm: service(['code'], (now, data) =>
    coded(now, data.code === undefined ? undefined : wantedText(data, 'code'), { state: 'disarmed' }),
  ),
};
