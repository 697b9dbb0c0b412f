import { confirm, isCancel, password, select, text } from '@clack/prompts';
import type { Ask } from '../client/api.ts';
import { forTerminal } from './terminal_text.ts';

/** Asks the person at the terminal. Undefined where Ctrl-C or the signal ended it. */
export async function question(ask: Ask, signal: AbortSignal): Promise<string | undefined> {
  const message = forTerminal(ask.text);
  if (ask.kind === 'confirm') {
    const yes = await confirm({ message, initialValue: false, signal });
    if (isCancel(yes)) return undefined;
    return yes ? 'yes' : 'no';
  }
  if (ask.kind === 'pin') {
    const pin = await password({ message, signal });
    return isCancel(pin) ? undefined : pin;
  }
  const said = await (ask.choices
    ? select({ message, options: ask.choices.map((choice) => ({ value: choice, label: forTerminal(choice) })), signal })
    : text({ message, signal }));
  return isCancel(said) ? undefined : said;
}
