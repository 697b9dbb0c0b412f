import { execFileSync } from 'node:child_process';
import type { SpeechGrammar } from '../../../src/interfaces/voice/stt.ts';

/** A small house's commands. */
const jsgf = `#JSGF V1.0;
grammar home;
public <command> = <switch> | <timer> | <colour> | <question>;
<room> = kitchen | office | bedroom;
<switch> = turn ( on | off ) [the] <room> ( light | lights ) | turn [the] <room> lights ( on | off ) | ( open | close ) the garage door;
<number> = one | two | three | five | ten | twenty | thirty;
<timer> = set a timer for <number> ( minutes | seconds ) | cancel all timers;
<colour> = set [the] <room> lights to ( green | blue | red | white );
<question> = what time is it | what's the date | is the garage door open | what's the temperature of the ecobee;
`;

export const homeGrammar: SpeechGrammar = grammarOf(jsgf);

/** A grammar with the words that stand in its rules. */
export function grammarOf(jsgfText: string): SpeechGrammar {
  const rules = jsgfText.replace(/^(#JSGF|grammar) .*$/gm, '').replace(/<[^>]*>|public|[=|;()[\]*+]/g, ' ');
  const words = [...new Set(rules.split(/\s+/).filter((word) => word !== ''))].sort();
  return { language: 'en', jsgf: jsgfText, words, hash: String(jsgfText.length) };
}

/** The programs of these that this machine has not, for tests that are skipped without them. */
export function missing(...programs: string[]): string[] {
  return programs.filter((program) => {
    try {
      execFileSync('which', [program], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}
