import { connectivesOf } from '../connectives.ts';
import type { Grammar } from '../grammar.ts';
import { deviceClassOf } from '../home.ts';
import { actsOnDevices } from '../intent_domains.ts';
import { wordsOf } from '../text.ts';
import { afterWakeWord, type UnderstandContext, type Understanding } from '../understand.ts';
import type { Paraphrase, Paraphraser } from './paraphrase.ts';

/**
 * What may be done on a likelihood: only what tells something, and what is at once seen or heard and soon put back. Nothing that is deleted,
 * sent, opened or unlocked. How the thresholds came about: docs/decisions.md.
 */
const TELLS = new Set([
  ...['HassGetWeather', 'HassGetCurrentTime', 'HassGetCurrentDate', 'HassGetState', 'HassClimateGetTemperature'],
  ...['HassTimerStatus', 'HassRespond', 'AgentosListRead', 'AgentosAlarmList', 'AgentosReminderList'],
  ...['AgentosCalculate', 'AgentosCalendarList', 'AgentosCalendarFind', 'AgentosCalendarNext', 'AgentosMailList'],
]);
/** Of these, what is about no thing of the house, so that a strange word is no name of one. */
const NO_DEVICES = new Set([
  ...['HassGetWeather', 'HassGetCurrentTime', 'HassGetCurrentDate', 'HassRespond', 'AgentosAlarmList'],
  'AgentosReminderList',
]);
const ACTS = new Set([
  ...['HassTurnOn', 'HassTurnOff', 'HassLightSet', 'AgentosLightAdjust', 'HassSetPosition', 'HassFanSetSpeed'],
  ...[
    'AgentosFanAdjust',
    'HassClimateSetTemperature',
    'AgentosClimateAdjust',
    'HassSetVolume',
    'HassSetVolumeRelative',
  ],
  ...['HassMediaPause', 'HassMediaUnpause', 'HassMediaNext', 'HassMediaPrevious', 'HassMediaSearchAndPlay'],
  ...['HassMediaPlayerMute', 'HassMediaPlayerUnmute', 'HassVacuumStart', 'HassVacuumCleanArea'],
  ...['HassVacuumReturnToBase', 'HassListAddItem', 'HassShoppingListAddItem', 'HassStartTimer', 'AgentosAlarmSet'],
  'AgentosReminderSet',
]);

/**
 * Least chance of the intent, of what only tells; where words are said that are none of its sentences, and the most of those: none where it
 * is about a thing of the house.
 */
const TELL_CHANCE = 0.65;
const TELL_STRANGE_CHANCE = 0.8;
const TELL_STRANGE = 2;
/** Least chance of the frame, of what acts; each word has to be one of its sentences. */
const ACT_CHANCE = 0.4;
/** The same of what begins a piece: what people say about music is seldom an order. */
const MUSIC_CHANCE = 0.6;
const MUSIC = new Set(['HassMediaSearchAndPlay', 'HassMediaPrevious']);

/** Kinds of device that a likelihood never moves. */
const GRAVE_DOMAINS = new Set([
  'lock',
  'valve',
  'alarm_control_panel',
  'siren',
  'lawn_mower',
  'button',
  'script',
  'scene',
]);
const LIGHT_COVERS = new Set(['blind', 'curtain', 'shade', 'shutter', 'awning']);

/**
 * What a sentence that the grammar does not know probably asks for, where that may be acted on; else as it was, with what was thought of.
 *
 * @param exact what the grammar made of it
 */
export function understandLoosely(
  exact: Understanding,
  grammar: Grammar,
  paraphraser: Paraphraser,
  text: string,
  context: UnderstandContext = {},
): Understanding {
  if (exact.tier !== 'none' || exact.elsewhere === true) return exact;
  const { paraphrase, thoughts, refused } = paraphraser.read(grammar, afterWakeWord(text, context), context);
  const reason = paraphrase === undefined ? refused : whyNot(grammar, paraphrase);
  if (paraphrase === undefined || reason !== undefined)
    return { ...exact, thoughts, ...(reason === undefined ? {} : { refused: reason }) };
  const { command, choices } = paraphrase;
  const ambiguous =
    choices === undefined
      ? {}
      : { ambiguous: { command: 0, slot: 'name' as const, text: String(command.slots.name), choices } };
  return { tier: 'paraphrase', commands: [command], thoughts, ...ambiguous };
}

/** Why a paraphrase is not acted on; undefined where it may be. */
function whyNot(
  grammar: Grammar,
  { command, choices, chance, frameChance, strange, isWhole }: Paraphrase,
): string | undefined {
  const { intent, slots } = command;
  if (TELLS.has(intent)) {
    const least = strange.length > 0 ? TELL_STRANGE_CHANCE : TELL_CHANCE;
    // Two words of which one is strange say too little.
    if (strange.length * 2 >= wordsOf(command.text).length && strange.length > 0) return 'it is mostly unknown';
    if (chance < least || frameChance < chance / 2) return 'not sure enough';
    return strange.length > (NO_DEVICES.has(intent) ? TELL_STRANGE : 0)
      ? `"${strange[0]}" is not known here`
      : undefined;
  }
  if (!ACTS.has(intent)) return 'this is done only when it is said plainly';
  const unsaid = unfit(grammar, command.text);
  if (unsaid !== undefined) return unsaid;
  if (!isWhole) return 'it does not say what';
  if (strange.length > 0) return `"${strange[0]}" is not known here`;
  if (frameChance < (MUSIC.has(intent) ? MUSIC_CHANCE : ACT_CHANCE)) return 'not sure enough';
  const targets = choices ?? command.targets;
  if (targets.some(({ domain, id }) => isGrave(grammar, domain, id)))
    return 'this is done only when it is said plainly';
  const isEverywhere = slots.name === undefined && slots.area === undefined && slots.floor === undefined;
  return actsOnDevices(intent) && isEverywhere && targets.length > 1 ? 'it does not say where' : undefined;
}

/** Who asks whether the coffee is ready does not ask for coffee; and what breaks off after `turn on the` does not say what. */
function unfit({ prepared }: Grammar, text: string): string | undefined {
  const { articles, questions } = connectivesOf(prepared.language);
  const words = wordsOf(text);
  const [first = ''] = words;
  if (articles.has(words.at(-1) ?? '')) return 'it breaks off';
  return questions.has(first) ? 'a question is not a command' : undefined;
}

function isGrave({ home }: Grammar, domain: string, id: string): boolean {
  if (GRAVE_DOMAINS.has(domain)) return true;
  if (domain !== 'cover') return false;
  const entity = home.entities.find((one) => one.id === id);
  const kind = entity === undefined ? undefined : deviceClassOf(entity);
  return kind === undefined || !LIGHT_COVERS.has(kind);
}
