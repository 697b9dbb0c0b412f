/**
 * An *act* is a class of verbs with the words by which a call of that class is known. Opposites are classes of their own, so that
 * having locked a door never bears out that it was unlocked.
 */
export interface Act {
  readonly name: string;
  /** As it is asked for: "lock". */
  readonly base: readonly string[];
  /** As it is reported: "locked". */
  readonly done: readonly string[];
  /** Words in the name of a call, or in what it is given, that show it is of this class. */
  readonly shownBy: readonly string[];
}

const act = (name: string, base: string, done: string, shownBy: string): Act => ({
  name,
  base: base.split('|'),
  done: done.split('|'),
  shownBy: shownBy.split(' '),
});

export const ACTS: readonly Act[] = [
  act('lock', 'lock', 'locked', 'lock'),
  act('unlock', 'unlock', 'unlocked', 'unlock open'),
  act('open', 'open|raise', 'opened|raised|open', 'open raise'),
  act('close', 'close|shut|lower', 'closed|shut|lowered', 'close shut lower'),
  act(
    'turn on',
    'turn on|switch on|activate|enable',
    'turned on|switched on|activated|enabled|on',
    'on activate enable start resume',
  ),
  act(
    'turn off',
    'turn off|switch off|deactivate|disable',
    'turned off|switched off|deactivated|disabled|off',
    'off deactivate disable',
  ),
  act('arm', 'arm', 'armed', 'arm'),
  act('disarm', 'disarm', 'disarmed', 'disarm'),
  act(
    'start',
    'start|play|resume|run|launch|restart|reboot',
    'started|resumed|played|launched|executed|ran|restarted|rebooted|installed',
    'start play resume run on set add create',
  ),
  act('stop', 'stop|pause|mute|end', 'stopped|paused|muted', 'stop pause mute off cancel end dismiss'),
  act(
    'set',
    'set|dim|brighten|adjust|change|increase|decrease|update',
    'set|dimmed|brightened|adjusted|changed|increased|decreased|updated',
    'set dim brighten adjust change update increase decrease temperature brightness volume position restore move put on',
  ),
  act(
    'send',
    'send|mail|email|e-mail|message|text|forward|reply|publish|post|announce|broadcast|share|submit|notify|inform|invite|let know',
    'sent|mailed|emailed|e-mailed|messaged|texted|forwarded|replied|published|posted|announced|broadcast|dispatched|delivered|shared|submitted|notified|informed|invited',
    'send mail email reply forward publish post announce broadcast message notify sms share submit invite',
  ),
  act(
    'add',
    'add|save|create|write down|note|remember|book|schedule|remind|put|store|reserve|record',
    'added|saved|created|noted|remembered|booked|scheduled|stored|reserved|recorded|written down|uploaded',
    'add save create write remember book schedule set put store append draft restore reserve record upload',
  ),
  act(
    'delete',
    'delete|remove|cancel|forget|clear|erase|get rid of|wipe|throw away|discard|empty|archive',
    'deleted|removed|cancelled|canceled|forgotten|cleared|erased|wiped|discarded|emptied|archived|trashed',
    'delete remove cancel forget clear erase stop wipe discard empty archive',
  ),
  act('move', 'move|reschedule|rename', 'moved|rescheduled|renamed', 'move reschedule rename change update set'),
  act(
    'buy',
    'buy|order|pay|purchase|transfer|donate|renew|refund',
    'bought|ordered|paid|purchased|transferred|wired|donated|renewed|refunded',
    'buy order pay purchase transfer donate renew refund',
  ),
];

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['lock', 'unlock'],
  ['open', 'close'],
  ['turn on', 'turn off'],
  ['arm', 'disarm'],
  ['start', 'stop'],
  ['unlock', 'lock'],
  ['close', 'open'],
  ['turn off', 'turn on'],
  ['disarm', 'arm'],
  ['stop', 'start'],
]);

/** Whether one of them undoes the other: whoever asked for the one is told of the other as of what was done. */
export function opposes(found: Act, wanted: readonly Act[]): boolean {
  return wanted.some(({ name }) => OPPOSITES.get(name) === found.name);
}
