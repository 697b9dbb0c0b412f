import { type Condition, readCondition } from './condition.ts';
import type { Read } from './put_off.ts';

/** What happens, as what is so from then on. */
const BECOMES: readonly (readonly [happens: RegExp, is: string])[] = [
  [/^(.+?) (?:(?:gets?|comes?|arrives?|returns?)(?: back)?|(?:is|am|are) back)(?: at)? home$/iu, '$1 is home'],
  [/^(.+?) (?:arrives?|returns?|(?:gets?|comes?) back|(?:is|am|are) back)$/iu, '$1 is home'],
  [
    /^(everyone|everybody|we|we all|all of us) (?:leaves?|goes? out|(?:has|have) left|(?:is|are) gone)(?: (?:home|the house))?$/iu,
    'everyone is away',
  ],
  [/^(.+?) (?:leaves?|goes? out|goes? away|has left)(?: (?:home|the house))?$/iu, '$1 is away'],
  [/^(.+?) (?:opens?|is opened|gets opened)$/iu, '$1 is open'],
  [/^(.+?) (?:closes?|shuts?|is shut|gets closed)$/iu, '$1 is closed'],
  [/^(.+?) (?:turns?|goes?|switches?|comes?|is turned|is switched|gets turned|gets switched) (on|off)$/iu, '$1 is $2'],
  [/^(.+?) (?:is|are|gets?|has) (?:done|finished|ready|through)$/iu, '$1 is off'],
  [/^(.+?) (?:finishes|ends|stops|stops running|has ended|has stopped|is over)$/iu, '$1 is off'],
  [/^(.+?) (?:starts|begins|starts running)$/iu, '$1 is on'],
  [/^(.+?) (?:is|gets) (locked|unlocked)$/iu, '$1 is $2'],
  [/^(?:it starts|it begins) (?:to rain|raining)$/iu, 'it is raining'],
  [/^(?:there is|you see|you notice) (motion|movement)(.*)$/iu, 'there is motion$2'],
  [/^(?:motion|movement) is (?:detected|seen|noticed)(.*)$/iu, 'there is motion$1'],
];

/** Reads what is said behind `when`, of something that comes to be so; undefined where it tells of no change. */
export function happening(text: string, read: Read): Condition | undefined {
  const said = text.trim();
  for (const [happens, is] of BECOMES) {
    if (!happens.test(said)) continue;
    const found = readCondition(said.replace(happens, is), read);
    if (found !== undefined) return { ...found, said };
  }
  return undefined;
}
