import type { Command, Target } from '../../../language/command.ts';
import type { Demand, EntityRecord } from '../../need/device/contract.ts';

/** What a media command comes to. */
export interface MediaAct {
  /** State of the players it is meant for, where none is named; undefined takes all targets. */
  readonly inState: string | undefined;
  readonly demandsFor: (targets: readonly Target[], entities: ReadonlyMap<string, EntityRecord>) => Demand[];
  readonly said: (names: string) => string;
}

/** Undefined for an intent that is not of media, or lacks a slot it cannot do without. */
export function mediaAct({ intent, slots }: Command): MediaAct | undefined {
  switch (intent) {
    case 'HassTurnOn':
      return plain('turn_on', undefined, (names) => `turned on ${names}`);
    case 'HassTurnOff':
      return plain('turn_off', undefined, (names) => `turned off ${names}`);
    case 'HassToggle':
      return plain('toggle', undefined, (names) => `switched over ${names}`);
    case 'HassMediaPause':
      return plain('media_pause', 'playing', (names) => `paused ${names}`);
    case 'HassMediaUnpause':
      return plain('media_play', 'paused', (names) => `playing on ${names}`);
    case 'AgentosMediaStop':
      return plain('media_stop', 'playing', (names) => `stopped ${names}`);
    case 'HassMediaNext':
      return plain('media_next_track', 'playing', (names) => `playing the next one on ${names}`);
    case 'HassMediaPrevious':
      return plain('media_previous_track', 'playing', (names) => `playing the previous one on ${names}`);
    case 'HassMediaPlayerMute':
      return plain('volume_mute', 'playing', (names) => `muted ${names}`, { is_volume_muted: true });
    case 'HassMediaPlayerUnmute':
      return plain('volume_mute', 'playing', (names) => `unmuted ${names}`, { is_volume_muted: false });
    case 'HassSetVolume':
      return typeof slots.volume_level === 'number' ? setVolume(slots.volume_level) : undefined;
    case 'HassSetVolumeRelative':
      return changeVolume(slots.volume_step);
    case 'HassMediaSearchAndPlay':
      return typeof slots.search_query === 'string' ? play(slots.search_query, slots.media_class) : undefined;
    default:
      return undefined;
  }
}

function plain(
  service: string,
  inState: string | undefined,
  said: MediaAct['said'],
  data?: NonNullable<Demand['data']>,
): MediaAct {
  return { inState, said, demandsFor: (targets) => [{ targets, service, ...(data === undefined ? {} : { data }) }] };
}

/** Slots count from 0 to 100, players from 0 to 1. */
function setVolume(percent: number): MediaAct {
  return plain('volume_set', 'playing', (names) => `set the volume of ${names} to ${percent}%`, {
    volume_level: percent / 100,
  });
}

function changeVolume(step: Command['slots'][string] | undefined): MediaAct | undefined {
  if (step === 'up') return plain('volume_up', 'playing', (names) => `turned up ${names}`);
  if (step === 'down') return plain('volume_down', 'playing', (names) => `turned down ${names}`);
  if (typeof step !== 'number') return undefined;
  return {
    inState: 'playing',
    said: (names) => `turned ${step < 0 ? 'down' : 'up'} ${names}`,
    demandsFor: (targets, entities) =>
      targets.map((target) => {
        const level = entities.get(target.id)?.attributes.volume_level;
        // A player that has told no level is taken to be in the middle.
        const wanted = (typeof level === 'number' ? level : 0.5) + step / 100;
        return {
          targets: [target],
          service: 'volume_set',
          data: { volume_level: Math.round(Math.min(1, Math.max(0, wanted)) * 100) / 100 },
        };
      }),
  };
}

function play(query: string, kind: Command['slots'][string] | undefined): MediaAct {
  const data = { media_content_id: query, media_content_type: typeof kind === 'string' ? kind : 'music' };
  return plain('play_media', 'playing', (names) => `playing ${query} on ${names}`, data);
}
