import { describe, expect, test } from 'vitest';
import book from '../../../src/services/need/contacts/book.ts';
import { ToolHost } from '../tool_host.ts';

const SETTINGS = {
  people: {
    'Anna Example': ['anna@example.org', 'anna@work.example'],
    'Ben Example': 'ben@example.org',
    'Zoë King': 'zoe@example.com',
    Mum: 'mum@example.net',
  },
  groups: { team: ['Anna Example', 'Zoë King', 'dan@example.com'], 'book club': ['Mum'] },
};

async function find(...names: string[]) {
  const host = new ToolHost();
  await host.open(book, SETTINGS);
  return host.call('need.contacts.find', { names });
}

describe('need.contacts.find', () => {
  test.each([
    ['anna', 'anna@example.org'],
    ['Anna Example', 'anna@example.org'],
    ['zoe', 'zoe@example.com'],
    ['my mum', 'mum@example.net'],
    ['BEN@example.org', 'ben@example.org'],
  ])('knows who %s is', async (name, address) => {
    expect(await find(name)).toMatchObject({ people: [{ address }], missing: [], unclear: [] });
  });

  test('takes groups apart, and names everybody once', async () => {
    const { people } = Object(await find('the whole team', 'anna', 'book club'));
    expect(people.map(({ address }: { address: string }) => address)).toEqual([
      'anna@example.org',
      'zoe@example.com',
      'dan@example.com',
      'mum@example.net',
    ]);
  });

  test('guesses nothing', async () => {
    expect(await find('Example', 'Carla', 'new@example.com')).toMatchObject({
      people: [{ address: 'new@example.com' }],
      missing: ['Carla'],
      unclear: [{ name: 'Example', choices: [{ name: 'Anna Example' }, { name: 'Ben Example' }] }],
    });
    expect(await find('constructor', 'an')).toMatchObject({ people: [], missing: ['constructor', 'an'] });
  });

  test.each([
    [{ people: { Anna: 'no address' } }, 'mail address'],
    [{ groups: { team: ['Nobody'] } }, 'neither a name'],
    [{ people: { team: 'a@example.org' }, groups: { team: ['team'] } }, 'name of a person'],
  ])('settings %j are refused', (settings, why) => {
    expect(
      book.settings
        .safeParse(settings)
        .error?.issues.map(({ message }) => message)
        .join(),
    ).toContain(why);
  });
});
