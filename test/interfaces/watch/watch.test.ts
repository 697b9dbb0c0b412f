import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { once, type Place, place, rules, Watching } from './watching.ts';

let daemon: DaemonProcess;
let here: Place & { remove(): void };
const running: Watching[] = [];

beforeAll(async () => {
  daemon = await DaemonProcess.start();
});
afterAll(() => daemon.stop());
beforeEach(() => {
  here = place();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  here.remove();
});

/** A rule that counts: each file's name goes to a list. */
function rule(more = ''): string {
  return `[[watch.rules]]\nname = "inbox"\nfolder = "inbox"\nsettle_seconds = 0.1\nsay = "add {name} to the shopping list"\n${more}`;
}
const TEXT = '[[watch.rules]]\nname = "text"\nfolder = "inbox"\nsettle_seconds = 0.1\nsay = "{text}"\nreply = "file"\n';

function begin(toml: string, maxWaiting?: number): Watching {
  const watching = new Watching(here, daemon.socket, toml, maxWaiting === undefined ? {} : { maxWaiting });
  running.push(watching);
  return watching;
}

function put(name: string, text = 'x'): string {
  const path = join(here.inbox, name);
  writeFileSync(path, text);
  return path;
}

describe('a rule', () => {
  it("says a file's text, and its answer goes to a file beside it, which triggers nothing", async () => {
    const watching = begin(TEXT);
    await watching.until('ready');
    const path = put('lamp.txt', '\ufeff  turn on the kitchen light \n');
    const [end] = await watching.until('end');
    expect(end).toMatchObject({ path, status: 'complete', acted: true, reply: 'file', file: `${path}.reply.txt` });
    expect(readFileSync(`${path}.reply.txt`, 'utf8')).toMatch(/kitchen light.*\n$/);
    put('other.txt', 'what is the time?');
    await watching.until('end', 2);
    expect(watching.of('utterance').map(({ text }) => text)).toEqual([
      'turn on the kitchen light',
      'what is the time?',
    ]);
    expect(readdirSync(here.inbox).sort()).toEqual([
      'lamp.txt',
      'lamp.txt.reply.txt',
      'other.txt',
      'other.txt.reply.txt',
    ]);
  });

  it('is an automation: what is dangerous is refused, whatever the file says', async () => {
    const watching = begin(TEXT);
    await watching.until('ready');
    put('door.txt', 'unlock the front door');
    const [end] = await watching.until('end');
    expect(end).toMatchObject({ acted: false });
    const client = await daemon.connect();
    expect(await client.call('need.device.list', {}).then(JSON.stringify)).toMatch(/lock\.front_door/);
    const { events } = await client.thread(end?.thread ?? '');
    expect(events.some((event) => event.error?.code === 'PERMISSION_DENIED')).toBe(true);
  });

  it('acts on what was added, changed and removed, as it is told to', async () => {
    put('old.txt');
    const watching = begin(rule('on = ["added", "changed", "removed"]'));
    await watching.until('ready');
    put('new.txt');
    await watching.until('end', 1);
    appendFileSync(join(here.inbox, 'old.txt'), 'more');
    await watching.until('end', 2);
    rmSync(join(here.inbox, 'old.txt'));
    await watching.until('end', 3);
    expect(watching.of('utterance').map(({ event, path }) => [event, path])).toEqual([
      ['added', join(here.inbox, 'new.txt')],
      ['changed', join(here.inbox, 'old.txt')],
      ['removed', join(here.inbox, 'old.txt')],
    ]);
  });

  it('says the same content again when it comes back, and nothing where only the time of a file changed', async () => {
    const path = put('a.txt', 'one');
    await once(here, daemon.socket, rule('on = ["changed"]'));
    const said = async (): Promise<number> =>
      (await once(here, daemon.socket, rule('on = ["changed"]'))).of('utterance').length;
    put('a.txt', 'two!');
    expect(await said()).toBe(1);
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    expect(await said()).toBe(0);
    put('a.txt', 'one');
    expect(await said()).toBe(1);
    put('a.txt', 'two!');
    expect(await said()).toBe(1);
  });

  it('waits until a file has been written', async () => {
    const watching = begin(TEXT.replace('0.1', '0.5'));
    await watching.until('ready');
    const path = put('slow.txt', 'turn on ');
    for (const word of ['the ', 'kitchen ', 'light']) {
      await sleep(200);
      appendFileSync(path, word);
    }
    const [said] = await watching.until('utterance');
    expect(said?.text).toBe('turn on the kitchen light');
  });

  it('takes a file that vanishes while it settles for one that never was', async () => {
    const watching = begin(rule('on = ["added", "removed"]'));
    await watching.until('ready');
    rmSync(put('gone.txt'));
    put('stays.txt');
    await watching.until('end');
    expect(watching.of('utterance').map(({ path }) => path)).toEqual([join(here.inbox, 'stays.txt')]);
  });

  it('follows folders that come, go and are moved', async () => {
    const watching = begin(rule('on = ["added", "removed"]'));
    await watching.until('ready');
    mkdirSync(join(here.inbox, 'a/b'), { recursive: true });
    put('a/b/deep.txt');
    await watching.until('end', 1);
    renameSync(join(here.inbox, 'a'), join(here.inbox, 'c'));
    await watching.until('end', 3);
    const moved = watching.of('utterance').slice(1);
    expect(moved.map(({ event, path }) => `${event} ${path}`).sort()).toEqual([
      `added ${join(here.inbox, 'c/b/deep.txt')}`,
      `removed ${join(here.inbox, 'a/b/deep.txt')}`,
    ]);
    put('c/b/more.txt');
    await watching.until('end', 4);
    expect(watching.of('utterance')[3]?.path).toBe(join(here.inbox, 'c/b/more.txt'));
  });
});

describe('files that are not to be trusted', () => {
  it('says why a file has no text that can be said', async () => {
    const watching = begin(TEXT);
    await watching.until('ready');
    writeFileSync(join(here.inbox, 'binary.txt'), Buffer.from([0xff, 0xfe, 0, 1]));
    put('nul.txt', 'a\0b');
    put('large.txt', 'word '.repeat(4_000));
    put('empty.txt', ' \n');
    const troubles = await watching.until('trouble', 4);
    const why = Object.fromEntries(troubles.map(({ path, text }) => [path?.slice(here.inbox.length + 1), text]));
    expect(why['binary.txt']).toContain('not text in UTF-8');
    expect(why['nul.txt']).toContain('not text in UTF-8');
    expect(why['large.txt']).toContain('20000 bytes');
    expect(why['empty.txt']).toContain('empty');
    expect(watching.of('utterance')).toEqual([]);
  });

  it('does not follow links, not to files and not to folders', async () => {
    const outside = join(here.root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.txt'), 'turn on the kitchen light');
    const watching = begin(TEXT);
    await watching.until('ready');
    symlinkSync(join(outside, 'secret.txt'), join(here.inbox, 'link.txt'));
    symlinkSync(outside, join(here.inbox, 'folder'));
    put('real.txt', 'what is the time?');
    await watching.until('end');
    expect(watching.of('utterance').map(({ text }) => text)).toEqual(['what is the time?']);
  });

  it('replaces a link that stands where the reply goes, and does not write through it', async () => {
    const victim = join(here.root, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, join(here.inbox, 'lamp.txt.reply.txt'));
    const watching = begin(TEXT);
    await watching.until('ready');
    put('lamp.txt', 'what is the time?');
    await watching.until('end');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('takes names as they are, and braces in a text as text', async () => {
    const watching = begin(`${TEXT.replace('"{text}"', '"add {text} to the shopping list"')}`);
    await watching.until('ready');
    const names = ['it\'s $(rm -rf) `x` & "y".txt', '-rf.txt', 'ne\nw.txt', '日本 😀.txt', '{name}.txt'];
    for (const name of names) put(name, '{name} {path}');
    const said = await watching.until('end', names.length);
    expect(said.map(({ path }) => path).sort()).toEqual(names.map((name) => join(here.inbox, name)).sort());
    expect(new Set(watching.of('utterance').map(({ text }) => text))).toEqual(
      new Set(['add {name} {path} to the shopping list']),
    );
  });

  it('keeps the reply in the log where it cannot be written beside the file', async () => {
    const watching = begin(TEXT);
    await watching.until('ready');
    // 255 bytes is the longest name there is: none is left for its reply's.
    put(`${'n'.repeat(251)}.txt`, 'what is the time?');
    const [end] = await watching.until('end');
    expect(end).toMatchObject({ status: 'complete', reply: 'log' });
    expect(watching.of('trouble')[0]?.text).toContain('goes to the log');
  });
});

describe('a notification', () => {
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('goes to the log where the desktop has none, and says so', async () => {
    process.env['PATH'] = here.root;
    const watching = begin(rule('reply = "notification"'));
    await watching.until('ready');
    put('milk');
    const [end] = await watching.until('end');
    expect(end).toMatchObject({ status: 'complete', reply: 'log' });
    expect(watching.of('trouble')[0]?.text).toContain('libnotify-bin');
  });

  it('is shown by notify-send, with what is in it as text', async () => {
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${here.root}/shown'\n`;
    writeFileSync(join(here.root, 'notify-send'), script, { mode: 0o755 });
    process.env['PATH'] = `${here.root}:${path}`;
    const watching = begin(rule('reply = "notification"').replace('{name}', '<b>{name}</b>'));
    await watching.until('ready');
    put('milk');
    const [end] = await watching.until('end');
    expect(end).toMatchObject({ reply: 'notification' });
    const [app, , title, body] = readFileSync(join(here.root, 'shown'), 'utf8').split('\n');
    expect([app, title]).toEqual(['--app-name=AgentOS', 'AgentOS: inbox']);
    expect(body).not.toContain('<');
  });
});

describe('time and trouble', () => {
  it('leaves alone what is there when a rule begins, and catches up on what happened while it was away', async () => {
    put('before.txt');
    expect((await once(here, daemon.socket, rule('on = ["added", "changed", "removed"]'))).of('utterance')).toEqual([]);
    put('while_away.txt');
    rmSync(join(here.inbox, 'before.txt'));
    const second = await once(here, daemon.socket, rule('on = ["added", "changed", "removed"]'));
    expect(
      second
        .of('utterance')
        .map(({ event }) => event)
        .sort(),
    ).toEqual(['added', 'removed']);
    expect((await once(here, daemon.socket, rule('on = ["added", "changed", "removed"]'))).of('utterance')).toEqual([]);
  });

  it('handles every file of a storm once, with room for few at a time', async () => {
    const watching = begin(rule(), 10);
    await watching.until('ready');
    const names = Array.from({ length: 120 }, (_, index) => `f${index}.txt`);
    for (const name of names) put(name);
    await watching.until('end', names.length);
    await sleep(300);
    expect(
      watching
        .of('utterance')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(names.map((name) => join(here.inbox, name)).sort());
  });

  it('says that a folder is not there, and follows it when it comes', async () => {
    rmSync(here.inbox, { recursive: true });
    const watching = begin(rule());
    const [trouble] = await watching.until('trouble');
    expect(trouble?.text).toContain(`${here.inbox} of the rule "inbox" is not there`);
    mkdirSync(here.inbox);
    put('first.txt');
    await watching.until('end');
    expect(watching.of('utterance')[0]?.path).toBe(join(here.inbox, 'first.txt'));
  });

  it('does not take a folder that went away as a whole for files that were removed', async () => {
    put('kept.txt');
    const watching = begin(rule('on = ["added", "removed"]'));
    await watching.until('ready');
    renameSync(here.inbox, join(here.root, 'unplugged'));
    await watching.until('trouble');
    renameSync(join(here.root, 'unplugged'), here.inbox);
    await watching.until('following', 2);
    put('new.txt');
    await watching.until('end');
    expect(watching.of('utterance').map(({ event, path }) => [event, path])).toEqual([
      ['added', join(here.inbox, 'new.txt')],
    ]);
  });

  it('waits for a daemon that is away, and goes on with what it had', async () => {
    const own = await DaemonProcess.start();
    const watching = new Watching(here, own.socket, rule());
    try {
      await watching.until('ready');
      await own.kill9();
      put('a.txt');
      put('b.txt');
      await watching.until('utterance');
      await own.start();
      await watching.until('end', 2);
      const client = await own.connect();
      expect(await client.threads()).toHaveLength(2);
    } finally {
      await watching.stop();
      await own.stop();
    }
  });

  it('ends at once when it is told to, also while the daemon is away; the next run says what was begun, once', async () => {
    const own = await DaemonProcess.start();
    try {
      const watching = new Watching(here, own.socket, rule());
      await watching.until('ready');
      await own.kill9();
      put('a.txt');
      await watching.until('utterance');
      await watching.stop();
      await own.start();
      expect((await once(here, own.socket, rule())).of('end')).toHaveLength(1);
      expect((await once(here, own.socket, rule())).of('end')).toEqual([]);
    } finally {
      await own.stop();
    }
  });

  it('lets one process at a time have its state', async () => {
    const watching = begin(rule());
    await watching.until('ready');
    await expect(once(here, daemon.socket, rule())).rejects.toThrow(/Another "agentos watch"/);
    await watching.stop();
    await once(here, daemon.socket, rule());
  });
});

describe('the settings of a rule', () => {
  it.each([
    ['say = "{txt}"', 'only {path}, {name} and {text}'],
    ['say = "{text}"\non = ["removed"]', 'has no {text}'],
    ['say = "x"\n[[watch.rules]]\nname = "a"\nfolder = "f"\nsay = "y"', 'same name'],
  ])('%s is refused', (toml, why) => {
    expect(() => rules(`[[watch.rules]]\nname = "a"\nfolder = "f"\n${toml}`)).toThrow(why);
  });
});
