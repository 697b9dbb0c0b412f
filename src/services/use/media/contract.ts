import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const media = use('media', {
  summary: 'Plays, pauses, skips and sets the volume of players and televisions.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['media_player'],
    HassTurnOff: ['media_player'],
    HassToggle: ['media_player'],
    HassMediaPause: true,
    HassMediaUnpause: true,
    HassMediaNext: true,
    HassMediaPrevious: true,
    HassMediaPlayerMute: true,
    HassMediaPlayerUnmute: true,
    HassMediaSearchAndPlay: true,
    HassSetVolume: true,
    HassSetVolumeRelative: true,
    AgentosMediaStop: true,
  },
});
