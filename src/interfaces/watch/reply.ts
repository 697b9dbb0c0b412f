import type { WatchRule } from '../../settings/schema.ts';
import { run } from '../voice/program.ts';
import { writeReply } from './reply_file.ts';
import type { Report } from './watch_event.ts';

const NOTIFY_MS = 5_000;

export interface Reply {
  readonly rule: WatchRule;
  /** The file it is about, absolute. */
  readonly path: string;
  readonly text: string;
  readonly status: 'complete' | 'failed';
  readonly acted: boolean;
  readonly thread?: string;
}

/** Takes a reply to where the rule wants it, and tells it. Where that place fails, the log has it, and says so. Never throws. */
export async function deliver({ rule, path, text, ...rest }: Reply, report: Report): Promise<void> {
  const end = { type: 'end', rule: rule.name, path, text, ...rest } as const;
  try {
    switch (rule.reply) {
      case 'log':
        return report({ ...end, reply: 'log' });
      case 'file':
        return report({ ...end, reply: 'file', file: await writeReply(path, text) });
      case 'notification':
        await notify(rule.name, text);
        return report({ ...end, reply: 'notification' });
    }
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const what = rule.reply === 'file' ? 'The reply cannot be written beside the file' : 'No notification can be shown';
    report({ type: 'trouble', rule: rule.name, path, text: `${what}: ${why} It goes to the log.` });
    report({ ...end, reply: 'log' });
  }
}

/** By the desktop's notify-send, whose body is markup. @throws where there is none, or no desktop */
async function notify(rule: string, text: string): Promise<void> {
  const body = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const args = ['--app-name=AgentOS', '--', `AgentOS: ${rule}`, body];
  await run('notify-send', args, { debian: 'libnotify-bin', timeoutMs: NOTIFY_MS });
}
