import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { understand } from '../../../src/language/understand.ts';
import { house } from '../../language/house.ts';

const folder = new URL('../../../data/sentences/en/', import.meta.url);
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name).file ?? []);
const grammar = compileFiles(files, house);
const meant = (text: string) =>
  understand(grammar, text, { area: 'parlour' }).commands.map(({ intent, slots }) => [intent, slots]);

describe('sentences about files, searching and what is remembered', () => {
  test.each([
    ['read the file notes.txt', 'AgentosFileRead', { file: 'notes.txt' }],
    ['what does the file plan.md say', 'AgentosFileRead', { file: 'plan.md' }],
    ['What files are in documents?', 'AgentosFileList', { folder: 'documents' }],
    ['list my files in the documents folder', 'AgentosFileList', { folder: 'documents' }],
    ['what files do I have', 'AgentosFileList', {}],
    ['search my files for the boat', 'AgentosFileFind', { topic: 'the boat' }],
    ['find the file about taxes', 'AgentosFileFind', { topic: 'taxes' }],
    ['make a note file plan saying buy a boat', 'AgentosFileWrite', { file: 'plan', text: 'buy a boat' }],
    ['create a file called boat.txt with paint it', 'AgentosFileWrite', { file: 'boat.txt', text: 'paint it' }],
    ['add eggs to the file notes.txt', 'AgentosFileAppend', { text: 'eggs', file: 'notes.txt' }],
    ['rename the file plan.txt to boat.txt', 'AgentosFileMove', { file: 'plan.txt', to: 'boat.txt' }],
    ['delete the file notes.txt', 'AgentosFileDelete', { file: 'notes.txt' }],
    ['search my things for the boat', 'AgentosSearch', { topic: 'the boat' }],
    ['what do I have about taxes', 'AgentosSearch', { topic: 'taxes' }],
    ['remember only for me that the gift is a kite', 'AgentosRemember', { fact: 'the gift is a kite', own: true }],
    ['remember that the key is in the shed', 'AgentosRemember', { fact: 'the key is in the shed' }],
    ['search my mail for the boat', 'AgentosMailSearch', { topic: 'the boat' }],
  ])('%s', (text, intent, slots) => {
    expect(meant(text)).toEqual([[intent, slots]]);
  });
});
