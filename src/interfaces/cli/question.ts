import { confirm, isCancel, select, text } from '@clack/prompts';
import type { Ask } from '../client/api.ts';
import { forTerminal } from './terminal_text.ts';

/** Asks the person at the terminal. An answer that is not given is a no to a yes-or-no question, and "cancel" to others. */
export async function question(ask: Ask, signal: AbortSignal): Promise<string> {
  const message = forTerminal(ask.text);
  if (ask.kind === 'confirm') {
    const yes = await confirm({ message, initialValue: false, signal });
    return yes === true ? 'yes' : 'no';
  }
  const said = await (ask.choices
    ? select({ message, options: ask.choices.map((choice) => ({ value: choice, label: forTerminal(choice) })), signal })
    : text({ message, signal }));
  return isCancel(said) ? 'cancel' : said;
}
