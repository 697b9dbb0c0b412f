import type { Target } from '../../../language/command.ts';
import { capitalised, sayTargets } from '../../../language/say_devices.ts';

export interface Problem {
  /** What was not done by one device; undefined where it is about no single one. */
  readonly target?: Target | undefined;
  readonly text: string;
}

/** How a reason of one is that of several. */
const OF_SEVERAL: readonly (readonly [RegExp, string])[] = [
  [/^cannot change its /, 'cannot change their '],
  [/^(?=cannot |did not |could not )/, ''],
  [/^does not /, 'do not '],
  [/^is (?!an? )/, 'are '],
];

/** The same problem of several devices is told once: `The hallway light and the porch light cannot change their colour.` */
export function sayProblems(problems: readonly Problem[]): string[] {
  const said: string[] = [];
  const groups = new Map<string, Target[]>();
  for (const { target, text } of problems) {
    const reason = target !== undefined && text.startsWith(`${target.name} `) ? text.slice(target.name.length + 1) : '';
    const plural = OF_SEVERAL.find(([one]) => one.test(reason));
    if (target === undefined || plural === undefined) {
      said.push(text);
      continue;
    }
    const group = groups.get(reason) ?? [];
    groups.set(reason, [...group, target]);
  }
  for (const [reason, targets] of groups) {
    const [only] = targets;
    const [one, several] = OF_SEVERAL.find(([pattern]) => pattern.test(reason)) ?? [/^/, ''];
    if (targets.length === 1 && only !== undefined) said.push(`${only.name} ${reason}`);
    else said.push(`${capitalised(sayTargets(targets))} ${reason.replace(one, several)}`);
  }
  return [...new Set(said)];
}
