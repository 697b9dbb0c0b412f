import type { Json } from '../../../../language/home.ts';
import {
  type Change,
  choiceIn,
  clamp,
  type Now,
  numberOf,
  plainly,
  Refused,
  type Services,
  service,
  wantedNumber,
  wantedText,
} from './service.ts';

/** Home Assistant's own step of `volume_up`. */
const STEP = 0.1;
/** The level of a player that has told none. */
const MIDDLE = 0.5;

export const mediaPlayer: Services = {
  turn_on: plainly((now) => (now.state === 'off' || now.state === 'standby' ? { state: 'on' } : {})),
  turn_off: plainly({ state: 'off' }),
  toggle: plainly((now) => ({ state: now.state === 'off' ? 'on' : 'off' })),
  media_play: plainly(awake((now) => (now.state === 'playing' ? {} : { state: 'playing' }))),
  media_pause: plainly(awake((now) => (now.state === 'playing' || now.state === 'on' ? { state: 'paused' } : {}))),
  media_play_pause: plainly(awake((now) => ({ state: now.state === 'playing' ? 'paused' : 'playing' }))),
  media_stop: plainly(awake(() => ({ state: 'idle' }))),
  media_next_track: plainly(awake((now) => ({ state: 'playing', attributes: track(now, 1) }))),
  media_previous_track: plainly(awake((now) => ({ state: 'playing', attributes: track(now, -1) }))),
  volume_set: service(['volume_level'], (_now, data) => ({
    attributes: { volume_level: rounded(wantedNumber(data, 'volume_level', 0, 1)) },
  })),
  volume_up: plainly((now) => ({ attributes: { volume_level: louder(now, STEP) } })),
  volume_down: plainly((now) => ({ attributes: { volume_level: louder(now, -STEP) } })),
  volume_mute: service(['is_volume_muted'], (_now, data) => {
    if (typeof data.is_volume_muted !== 'boolean') throw new Refused('needs to be told whether to be silent');
    return { attributes: { is_volume_muted: data.is_volume_muted } };
  }),
  select_source: service(['source'], (now, data) => ({
    attributes: { source: choiceIn(now, data, 'source', 'source_list') },
  })),
  select_sound_mode: service(['sound_mode'], (now, data) => ({
    attributes: { sound_mode: choiceIn(now, data, 'sound_mode', 'sound_mode_list') },
  })),
  shuffle_set: service(['shuffle'], (_now, data) => ({ attributes: { shuffle: data.shuffle === true } })),
  repeat_set: service(['repeat'], (_now, data) => ({ attributes: { repeat: wantedText(data, 'repeat') } })),
  play_media: service(['media_content_id', 'media_content_type'], (_now, data) => ({
    state: 'playing',
    attributes: {
      media_title: wantedText(data, 'media_content_id'),
      media_content_id: wantedText(data, 'media_content_id'),
      ...(data.media_content_type === undefined ? {} : { media_content_type: wantedText(data, 'media_content_type') }),
    },
  })),
};

/** What only a player that is on can do. */
function awake(run: (now: Now) => Change): (now: Now) => Change {
  return (now) => {
    if (now.state === 'off' || now.state === 'standby') throw new Refused('is off');
    return run(now);
  };
}

/** Goes round the titles of the home file's `media_playlist`, where there is one. */
function track(now: Now, step: number): { [name: string]: Json } {
  const list = now.attributes.media_playlist;
  if (!Array.isArray(list) || list.length === 0)
    return { media_track: Math.max(1, (numberOf(now.attributes.media_track) ?? 1) + step) };
  const at = list.indexOf(now.attributes.media_title ?? null);
  const next = list[(Math.max(at, step > 0 ? -1 : 0) + step + list.length) % list.length];
  return { media_title: next ?? null };
}

function louder(now: Now, step: number): number {
  return rounded(clamp((numberOf(now.attributes.volume_level) ?? MIDDLE) + step, 0, 1));
}

function rounded(level: number): number {
  return Math.round(level * 100) / 100;
}
