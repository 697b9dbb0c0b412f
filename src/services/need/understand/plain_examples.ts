import type { Grammar } from '../../../language/grammar.ts';
import { domainOf } from '../../../language/home.ts';
import { examples as sampled } from '../../../language/sample.ts';
import { sayArea, sayName } from '../../../language/say_devices.ts';
import { understand } from '../../../language/understand.ts';

export interface Example {
  readonly intent: string;
  readonly text: string;
}

/** Said the way one would say it first; `{light}` is a light of this house, `{area}` a room. */
const FRAMES: readonly Example[] = [
  { intent: 'HassTurnOn', text: 'turn on the {light}' },
  { intent: 'HassStartTimer', text: 'set a timer for 10 minutes' },
  { intent: 'HassShoppingListAddItem', text: 'add milk to my shopping list' },
  { intent: 'HassTurnOff', text: 'turn off the lights in the {area}' },
  { intent: 'HassLightSet', text: 'set the {light} to 50 percent' },
  { intent: 'HassGetState', text: 'is the {cover} open' },
  { intent: 'HassGetState', text: 'is the {lock} locked' },
  { intent: 'HassClimateSetTemperature', text: 'set the {climate} to 21 degrees' },
  { intent: 'HassMediaPause', text: 'pause the {media_player}' },
  { intent: 'HassVacuumStart', text: 'start the {vacuum}' },
  { intent: 'HassGetWeather', text: 'what is the weather like' },
  { intent: 'HassGetCurrentTime', text: 'what time is it' },
  { intent: 'AgentosListRead', text: 'what is on my shopping list' },
  { intent: 'HassTimerStatus', text: 'how much time is left on my timer' },
  { intent: 'AgentosCalculate', text: 'what is 12 times 7' },
  { intent: 'AgentosRemember', text: 'remember that the spare key is in the shed' },
  { intent: 'AgentosRecall', text: 'what did i say about the spare key' },
];
/** With fewer than these, sentences of the grammar are put together at random. */
const ENOUGH = 5;
const ANYTHING = { item: ['milk', 'apples'], fact: ['the spare key is in the shed'], topic: ['the spare key'] };

/** Sentences for "what can I say?" with the names of this house, each understood as what it is meant to be. */
export function plainExamples(grammar: Grammar, seed: number, area: string | undefined): Example[] {
  const found = FRAMES.flatMap(({ intent, text }): Example[] => {
    const said = fill(grammar, text, seed);
    if (said === undefined) return [];
    const { tier, commands, ambiguous } = understand(grammar, said, { area });
    return tier === 'grammar' && ambiguous === undefined && commands[0]?.intent === intent
      ? [{ intent, text: said }]
      : [];
  });
  if (found.length >= ENOUGH) return found;
  const more = sampled(grammar, { ...(area === undefined ? {} : { area }), seed, wildcards: ANYTHING });
  return [...found, ...more.filter(({ intent }) => found.every((one) => one.intent !== intent))];
}

/** Undefined where the house has nothing of the kind. */
function fill({ home }: Grammar, frame: string, seed: number): string | undefined {
  const kind = /\{(\w+)\}/.exec(frame)?.[1];
  if (kind === undefined) return frame;
  const names = kind === 'area' ? home.areas : home.entities.filter(({ id }) => domainOf(id) === kind);
  const name = names[Math.abs(seed) % Math.max(1, names.length)]?.name;
  if (name === undefined) return undefined;
  // Who has a name of its own is not called "the".
  const said = kind === 'area' ? sayArea(name) : sayName(name);
  return frame.replace(`the {${kind}}`, said);
}
