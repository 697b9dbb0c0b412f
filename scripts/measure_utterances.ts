/**
 * What our sentences make of utterances that people gave to assistants (slurp, hwu64): the share of those about the house that are
 * understood as the kind of thing they ask for, and the share of the rest that is taken for a command of the house.
 * Usage: node scripts/run.mjs scripts/measure_utterances.ts -- [folder with slurp.jsonl and hwu64.jsonl] [--misses] [--wrong] [--only INTENT]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileFiles } from '../src/language/compile_files.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { understand } from '../src/language/understand.ts';
import { publicHome, toHome } from './measure_homes.ts';

/** Which of our intents serve what the sets call an intent. */
const serves: Readonly<Record<string, readonly string[]>> = {
  iot_hue_lighton: ['HassTurnOn', 'HassLightSet'],
  iot_hue_lightoff: ['HassTurnOff', 'HassLightSet'],
  iot_hue_lightup: ['AgentosLightAdjust', 'HassLightSet'],
  iot_hue_lightdim: ['AgentosLightAdjust', 'HassLightSet'],
  iot_hue_lightchange: ['HassLightSet', 'AgentosLightAdjust'],
  iot_wemo_on: ['HassTurnOn'],
  iot_wemo_off: ['HassTurnOff'],
  iot_cleaning: ['HassVacuumStart', 'HassVacuumCleanArea'],
  iot_coffee: ['HassTurnOn'],
  audio_volume_up: ['HassSetVolumeRelative', 'HassSetVolume'],
  audio_volume_down: ['HassSetVolumeRelative', 'HassSetVolume'],
  audio_volume_mute: ['HassMediaPlayerMute', 'AgentosStop', 'HassMediaPause', 'HassTurnOff'],
  audio_volume_other: ['HassSetVolume', 'HassSetVolumeRelative'],
  play_music: ['HassMediaSearchAndPlay', 'HassMediaUnpause', 'HassMediaNext', 'HassMediaPrevious'],
  play_radio: ['HassMediaSearchAndPlay', 'HassTurnOn'],
  play_audiobook: ['HassMediaSearchAndPlay', 'HassMediaUnpause'],
  play_podcasts: ['HassMediaSearchAndPlay', 'HassMediaNext', 'HassMediaUnpause'],
  lists_query: ['AgentosListRead'],
  lists_createoradd: ['HassListAddItem', 'HassShoppingListAddItem'],
  lists_remove: ['HassListRemoveItem', 'AgentosListClear', 'HassListCompleteItem'],
  weather_query: ['HassGetWeather'],
  datetime_query: ['HassGetCurrentTime', 'HassGetCurrentDate'],
  qa_maths: ['AgentosCalculate'],
  general_greet: ['HassRespond'],
  general_joke: ['HassRespond'],
};

interface Row {
  readonly text: string;
  readonly intent: string;
}

/** Names that the people in the sets call their assistant by. */
const wakeWords = [
  'hey olly',
  'olly',
  'hey alexa',
  'alexa',
  'hey siri',
  'siri',
  'ok google',
  'hey google',
  'google',
  'assistant',
  'hey',
];

const args = process.argv.slice(2);
const folder = args.find((arg) => !arg.startsWith('--')) ?? join(process.cwd(), '../shared/data/text');
const only = args[args.indexOf('--only') + 1];
const sentences = join(process.cwd(), 'data/sentences/en');
const files = readdirSync(sentences).flatMap(
  (name) => readSentenceFile(readFileSync(join(sentences, name), 'utf8'), name).file ?? [],
);
const home = toHome(publicHome.parse(parse(readFileSync(join(process.cwd(), 'data/homes/demo.yaml'), 'utf8'))));
const grammar = compileFiles(files, home);

for (const set of ['slurp.jsonl', 'hwu64.jsonl'].filter((set) => !args.includes('--quick') || set === 'slurp.jsonl')) {
  if (!existsSync(join(folder, set))) console.log(`No ${set} in ${folder}.`);
  else measure(set);
}

function measure(set: string): void {
  const rows: Row[] = readFileSync(join(folder, set), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const byIntent = new Map<string, { all: number; right: number; wrong: number }>();
  let others = 0;
  let taken = 0;
  for (const { text, intent } of rows) {
    if (only !== undefined && args.includes('--only') && intent !== only) continue;
    const found = understand(grammar, text, { area: 'living_room', wakeWords });
    const got = found.commands.map((command) => `${command.intent} ${JSON.stringify(command.slots)}`).join(' + ');
    const wanted = serves[intent];
    if (wanted === undefined) {
      others += 1;
      if (found.commands.length > 0) taken += 1;
      if (found.commands.length > 0 && args.includes('--wrong')) console.log(`  ${intent}: ${text} → ${got}`);
      continue;
    }
    const tally = byIntent.get(intent) ?? { all: 0, right: 0, wrong: 0 };
    byIntent.set(intent, tally);
    tally.all += 1;
    const right = found.commands.length > 0 && found.commands.every((command) => wanted.includes(command.intent));
    if (right) tally.right += 1;
    else if (found.commands.length > 0) tally.wrong += 1;
    if (!right && args.includes('--misses')) console.log(`  ${intent}: ${text} → ${got || 'nothing'}`);
  }
  const sum = { all: 0, right: 0, wrong: 0 };
  for (const [intent, { all, right, wrong }] of [...byIntent].sort()) {
    sum.all += all;
    sum.right += right;
    sum.wrong += wrong;
    console.log(`${set} ${intent}: ${right} of ${all} right, ${wrong} as something else`);
  }
  console.log(
    `${set}: ${sum.right} of ${sum.all} about the house right (${((100 * sum.right) / sum.all).toFixed(1)} %), ${sum.wrong} as something else; ` +
      `of ${others} others ${taken} taken for a command`,
  );
}
