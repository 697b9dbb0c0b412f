import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../../daemon/front/own_folder.ts';
import { titled } from '../../../recovery/debian.ts';
import { withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';

const cursors = { name: 'mail_cursors', schema: z.object({ uidValidity: z.string(), uid: z.int() }) };

const mail = (house: MailHouse, subject: string) =>
  house.receive(['From: ben@example.org', 'To: anna@example.org', `Subject: ${subject}`], 'x');

describe.skipIf(withoutDovecot !== undefined)(titled('an inbox that is watched', withoutDovecot), () => {
  let house: MailHouse;
  beforeEach(async () => {
    house = await MailHouse.open();
  });
  afterEach(() => house?.close());

  const told = (): (string | undefined)[] => house.host.told.map(({ key }) => key);
  const subjects = async (): Promise<string[]> => {
    const ids = house.host.told.map(({ key }) => key ?? '');
    return ids.length === 0 ? [] : (await house.read({ ids })).map(({ subject }) => subject);
  };
  /** The first time, what is there is not told; only the cursor says that it is being watched. */
  const watched = () =>
    eventually(async () => {
      const records = house.storage.collection(cursors);
      return (await records.get('home')) !== undefined;
    }, 'the inbox is watched');

  test('tells each new mail once, by a key that names it, and nothing of what stands in it', async () => {
    await mail(house, 'Before');
    await house.start({ watch: true });
    await watched();
    await mail(house, 'First');
    await eventually(() => told().length === 1, 'the first mail is told');
    await mail(house, 'Second');
    await eventually(() => told().length === 2, 'the second mail is told');
    expect(await subjects()).toEqual(['First', 'Second']);
    const [first] = house.host.told;
    expect(first?.subject).toBe('signal.email.new');
    expect(Object.keys(Object(first?.value)).sort()).toEqual(['account', 'at', 'id']);
  });

  test('tells what came while nobody looked, and what was told already not again', async () => {
    await house.start({ watch: true });
    await watched();
    await mail(house, 'One');
    await eventually(() => told().length === 1, 'a mail is told');
    // A look at an inbox with nothing new in it ends at the last mail that there is. It is over when another, begun later, is.
    const logins = (): number => house.dovecot.log().split('imap-login: Info: Login:').length;
    const before = logins();
    await house.start({ watch: true });
    await eventually(() => logins() > before, 'the inbox is looked at');
    expect(await house.list()).toHaveLength(1);
    await mail(house, 'Between');
    await eventually(() => told().length > 0, 'the next one is told');
    expect(await subjects()).toEqual(['Between']);
    await house.start({ watch: false });
    await mail(house, 'Two');
    await mail(house, 'Three');
    await house.start({ watch: true });
    await eventually(() => told().length === 2, 'the others are told');
    expect(await subjects()).toEqual(['Two', 'Three']);
  });

  test('a mail that could not be told is told again, under the same key', async () => {
    await house.start({ watch: true });
    await watched();
    let failures = 0;
    house.host.refuse = () => {
      failures += 1;
      if (failures === 1) throw new Error('the disk is full');
    };
    await mail(house, 'Stubborn');
    await eventually(() => told().length === 1, 'it is told in the end');
    expect(failures).toBe(2);
    expect(await subjects()).toEqual(['Stubborn']);
  });

  test('goes on when the server was away, and calls work again as well', async () => {
    await house.start({ watch: true });
    await watched();
    expect(await house.list()).toEqual([]);
    await house.dovecot.stop();
    await expect(house.list()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'I cannot reach the mail server 127.0.0.1 right now.',
    });
    await house.dovecot.start();
    await mail(house, 'After');
    await eventually(() => told().length === 1, 'the mail is told');
    expect(await subjects()).toEqual(['After']);
  });

  test('a wrong password is not tried again and again', async () => {
    await house.start({ watch: true }, 'wrong');
    await eventually(() => house.host.logged.length > 0, 'it is logged');
    expect(house.host.logged).toEqual([
      {
        message: 'an inbox is not watched',
        fields: { account: 'home', error: expect.stringContaining('does not accept the password'), retryMs: 300_000 },
      },
    ]);
  });
});
