import { join } from 'node:path';
import { paths } from '../../settings/paths.ts';
import { attached, MAILBOX } from './attach.ts';
import type { ChatOptions } from './chat.ts';
import { ChatScreen } from './chat_screen.ts';
import { ChatTalk } from './chat_talk.ts';
import { EXIT } from './exit_code.ts';

/** Talks until the person leaves. `historyFile` keeps what was typed. */
export async function chat(
  options: ChatOptions,
  historyFile: string = join(paths().stateFolder, 'chat_history'),
): Promise<number> {
  const screen = new ChatScreen({
    historyFile,
    json: options.json === true,
  });
  try {
    return await attached(
      options,
      async (client) => {
        const talk = new ChatTalk(client, screen, options.thread);
        const telling = talk.tellNews();
        screen.onInterrupt(() => talk.interrupt());
        screen.welcome(client.daemonVersion);
        for await (const said of screen.lines()) {
          if (!(await talk.take(said))) break;
        }
        await talk.settled();
        await client.close();
        await telling;
        return EXIT.ok;
      },
      {
        name: MAILBOX,
        capabilities: { ask: true, confirm: true, notices: true },
        onState: (state, why) => screen.connection(state, why),
      },
    );
  } finally {
    await screen.close();
  }
}
