import { agent, Fault } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { fileAppend, fileDelete, fileFind, fileList, fileMove, fileRead, fileWrite } from '../../need/file/contract.ts';
import { files } from './contract.ts';
import { nameOf, sayFileProblem, sayFound, sayList, sayText } from './say_files.ts';
import { fileName, fileNamed, folderNamed, words } from './which_file.ts';

export default agent({
  contract: files,
  *run({ input }) {
    try {
      return yield* answer(input);
    } catch (thrown) {
      const said = sayFileProblem(thrown);
      if (said === undefined) throw thrown;
      return failed(said);
    }
  },
});

function* answer({ intent, slots }: Command) {
  switch (intent) {
    case 'AgentosFileList':
      return yield* list(slots);
    case 'AgentosFileFind':
      return yield* find(slots);
    case 'AgentosFileRead':
      return yield* read(slots);
    case 'AgentosFileWrite':
      return yield* write(slots);
    case 'AgentosFileAppend':
      return yield* append(slots);
    case 'AgentosFileMove':
      return yield* move(slots);
    case 'AgentosFileDelete':
      return yield* remove(slots);
    default:
      throw new Fault('INVALID_ARGUMENT', `use.files does not know the intent ${intent}.`);
  }
}

type Slots = Command['slots'];

function* list({ folder }: Slots) {
  const named = words(folder);
  const where = named === undefined ? undefined : yield* folderNamed(named);
  const { files: found, more } = yield* fileList(where === undefined ? {} : { folder: where });
  return done(sayList(found, more, named));
}

function* find({ topic }: Slots) {
  const about = words(topic);
  if (about === undefined) return failed('I did not catch what to look for.');
  const { files: found, more } = yield* fileFind({ about });
  return done(sayFound(found, more, about));
}

function* read({ file }: Slots) {
  const named = fileName(file);
  if (named === undefined) return failed('I did not catch which file.');
  const exact = yield* fileNamed(named);
  if (exact !== undefined) return done(sayText(yield* fileRead({ path: exact.path })));
  // By its name only: what stands in a file does not make it the one that was asked for.
  const { files: found } = yield* fileFind({ about: named });
  const fitting = found.filter(({ line }) => line === undefined);
  const [one, other] = fitting;
  if (one === undefined) return failed(`I find no file ${named}.`);
  if (other !== undefined) return failed(sayFound(fitting, false, named));
  return done(sayText(yield* fileRead({ path: one.path })));
}

function* write({ file, text }: Slots) {
  const [named, said] = [fileName(file), words(text)];
  if (named === undefined || said === undefined) return failed('I did not catch what to write, and where to.');
  const path = /\.\w+$/.test(named) ? named : `${named}.txt`;
  const { path: where } = yield* fileWrite({ path, text: `${said}\n` });
  return done(`I have written ${nameOf(where)}.`);
}

function* append({ file, text }: Slots) {
  const [named, said] = [fileName(file), words(text)];
  if (named === undefined || said === undefined) return failed('I did not catch what to add, and where to.');
  const found = yield* fileNamed(named);
  if (found === undefined) return failed(`There is no file ${named}.`);
  yield* fileAppend({ path: found.path, text: said });
  return done(`I have added that to ${nameOf(found.path)}.`);
}

function* move({ file, to }: Slots) {
  const [named, as] = [fileName(file), fileName(to)];
  if (named === undefined || as === undefined) return failed('I did not catch which file, and what to call it.');
  const found = yield* fileNamed(named);
  if (found === undefined) return failed(`There is no file ${named}.`);
  const { to: where } = yield* fileMove({ from: found.path, to: as });
  return done(`${nameOf(found.path)} is ${nameOf(where)} now.`);
}

/** Only what is named in full: nothing that was found by a search is deleted. */
function* remove({ file }: Slots) {
  const named = fileName(file);
  if (named === undefined) return failed('I did not catch which file.');
  const found = yield* fileNamed(named);
  if (found === undefined) return failed(`There is no file ${named}. To delete one, say its whole name.`);
  const { path } = yield* fileDelete({ path: found.path, bytes: found.bytes });
  return done(`I have deleted ${nameOf(path)}.`);
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
