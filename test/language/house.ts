import type { Home } from '../../src/language/home.ts';
import { readSentenceFile, type SentenceFile } from '../../src/language/sentence_file.ts';

/** A house for tests: two floors, four areas, and names that clash on purpose. */
export const house: Home = {
  language: 'en',
  floors: [
    { id: 'ground', name: 'Ground Floor', aliases: ['downstairs'] },
    { id: 'first', name: '1st Floor', aliases: ['upstairs'] },
  ],
  areas: [
    { id: 'pantry', name: 'Pantry', aliases: [], floor: 'ground' },
    { id: 'parlour', name: 'Parlour', aliases: ['sitting room'], floor: 'ground' },
    { id: 'loft', name: 'Loft', aliases: [], floor: 'first' },
    { id: 'workshop', name: 'Workshop', aliases: [] },
  ],
  entities: [
    { id: 'light.pantry_ceiling', name: 'Pantry Ceiling', aliases: [], area: 'pantry', state: 'off', attributes: {} },
    {
      id: 'light.parlour_lamp',
      name: 'Reading Lamp',
      aliases: ['lamp'],
      area: 'parlour',
      state: 'off',
      attributes: {},
    },
    { id: 'light.loft_lamp', name: 'Loft Lamp', aliases: ['lamp'], area: 'loft', state: 'on', attributes: {} },
    { id: 'light.loft_strip', name: 'LED Strip 2', aliases: [], area: 'loft', state: 'on', attributes: {} },
    { id: 'switch.kettle', name: "Gran's Kettle", aliases: [], area: 'pantry', state: 'off', attributes: {} },
    {
      id: 'cover.loft_blind',
      name: 'Skylight',
      aliases: [],
      area: 'loft',
      state: 'open',
      attributes: { device_class: 'blind' },
    },
    { id: 'media_player.parlour', name: 'Wi-Fi Speaker', aliases: [], area: 'parlour', state: 'idle', attributes: {} },
    { id: 'fan.workshop', name: 'Big Fan', aliases: [], area: 'workshop', state: 'off', attributes: {} },
  ],
  people: [{ id: 'person.ola', name: 'Ola', aliases: [], state: 'home' }],
};

const sentences = `
language: en
intents:
  HassTurnOn:
    data:
      - sentences: ["<turn> on <name>", "<turn> <name> on", "<name> on"]
        requires_context: { domain: [light, switch, fan, media_player] }
      - sentences: ["<turn> on [all] <the> light[s] in <area>", "<turn> on <the> <area> light[s]", "<area> light[s] on"]
        slots: { domain: light }
      - sentences: ["<turn> on <the> light[s] [in here]"]
        slots: { domain: light }
        requires_context: { area: { slot: true } }
      - sentences: ["open <the> {cover_class:device_class} in <area>", "open <the> <area> {cover_class:device_class}"]
        slots: { domain: cover }
      - sentences: ["open <name>"]
        requires_context: { domain: cover }
  HassTurnOff:
    data:
      - sentences: ["<turn> off <name>", "(<turn>;off;<name>)"]
        requires_context: { domain: [light, switch, fan, media_player] }
      - sentences: ["<turn> off <the> light[s] in <area>", "<turn> off <the> <area> light[s]"]
        slots: { domain: light }
      - sentences: ["<turn> off (all|every) [<the>] light[s]"]
        slots: { domain: light }
  HassLightSet:
    data:
      - sentences: ["(set|dim) <name> to {brightness}[%| percent]"]
        requires_context: { domain: light }
      - sentences: ["(set|dim) <the> <area> light[s] to {brightness}[%| percent]"]
  HassStartTimer:
    data:
      - sentences: ["[set] [a] timer for <span>", "[set] [a] <span> timer [(named|called) {timer_name:name}]"]
      - sentences: ["{timer_command:conversation_command} in <span>"]
  HassGetCurrentTime:
    data:
      - sentences: ["what time is it", "what's the time"]
  HassShoppingListAddItem:
    data:
      - sentences: ["add {item} to [<the>|my] [shopping] list"]
  HassMediaSearchAndPlay:
    data:
      - sentences: ["play {query:search_query}"]
lists:
  brightness: { range: { from: 0, to: 100, type: percentage } }
  minutes: { range: { from: 1, to: 100, fractions: halves } }
  seconds: { range: { from: 1, to: 100 } }
  timer_name: { wildcard: true }
  timer_command: { wildcard: true }
  item: { wildcard: true }
  query: { wildcard: true }
  cover_class:
    values:
      - { in: "blind[s]", out: blind }
      - { in: "(curtain|drape)[s]", out: curtain }
expansion_rules:
  turn: "(turn|switch)"
  the: "[the]"
  name: "[the] {name}"
  area: "[the] {area}"
  span: "{minutes} minute[s] [[and] {seconds} second[s]]|{seconds} second[s]"
skip_words: [please, could you]
`;

export function readGood(text: string, path = 'test.yaml'): SentenceFile {
  const { file, issues } = readSentenceFile(text, path);
  if (file === undefined)
    throw new Error(issues.map((issue) => `${issue.path}:${issue.line} ${issue.message}`).join('\n'));
  return file;
}

export const houseFiles: readonly SentenceFile[] = [readGood(sentences)];
