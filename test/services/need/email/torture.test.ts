import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { titled } from '../../../recovery/debian.ts';
import { withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';
import { ACTS, tortureMails, withoutMails } from './torture_mails.ts';

const leftOut = withoutDovecot ?? withoutMails;

describe.skipIf(leftOut !== undefined)(titled('T20 torture mails in a real mailbox', leftOut), () => {
  let house: MailHouse;
  beforeAll(async () => {
    house = await MailHouse.open();
    await house.start();
    await house.receiveAll(tortureMails().map(({ raw }) => raw));
  });
  afterAll(() => house?.close());

  test('are listed and read, every one, and the connection bears it', async () => {
    const all = tortureMails().length;
    expect(await house.call('need.email.list', { limit: 1 })).toMatchObject({ total: all, failed: [] });
    const seen = new Set<string>();
    let texts = 0;
    // In pieces of what one call reads, by the ids of a search that finds them all.
    for (const ids of await house.idsInPieces(20)) {
      for (const { id, text, subject } of await house.read({ ids, characters: 2_000 })) {
        seen.add(id);
        expect(text.length).toBeLessThanOrEqual(2_000);
        expect(`${subject}${text}`).not.toMatch(ACTS);
        if (text !== '') texts += 1;
      }
    }
    expect(seen.size).toBe(all);
    expect(texts).toBeGreaterThan(158);
  });
});
