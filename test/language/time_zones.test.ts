import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../src/language/time_zones.ts';

describe('zoneOf', () => {
  it.each([
    ['tokyo', 'Asia/Tokyo'],
    ['New York', 'America/New_York'],
    ['orlando florida', 'America/New_York'],
    ['Ottawa', 'America/Toronto'],
    ['the eastern time zone', 'America/New_York'],
    ['pst', 'America/Los_Angeles'],
    ['los angeles california', 'America/Los_Angeles'],
    ['India', 'Asia/Calcutta'],
    ['greenwich mean time', 'UTC'],
    ['nowhere', undefined],
    ['', undefined],
  ])('%j goes by %j', (place, zone) => {
    expect(zoneOf(place)).toBe(zone);
  });

  it('names zones that this computer has', () => {
    for (const place of ['ukraine', 'vietnam', 'hawaii', 'alaska', 'argentina', 'australia', 'new zealand', 'kenya']) {
      const timeZone = zoneOf(place);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'none' })).not.toThrow();
    }
  });
});
