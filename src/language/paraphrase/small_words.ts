/* English; what is learnt of another language needs its own. */

/** Words that change nothing of what is asked for. */
export const COURTESY = new Set(
  (
    'a an the my our your this that some of to for in on at by with is are be it its i me we us you please can could would ' +
    'will do want need like would should have just now so well hey hi ok okay right go ahead thanks thank let lets kindly help ' +
    'mind wonder maybe perhaps quickly sure there here'
  ).split(' '),
);

/** Words that say how much, which or where to, of something that another word has to name. */
export const HOW_MUCH = new Set(
  (
    'bit little lot more less much too further again one ones other others another up down on off same even way make it set ' +
    'all both half enough quite very rather still them those these there here in out back over from than as'
  ).split(' '),
);

/** Words that turn a sentence around, or join it to another one. */
export const TURNING = new Set(
  'not never except but unless if until till after before when while and then or without instead only both neither'.split(
    ' ',
  ),
);
