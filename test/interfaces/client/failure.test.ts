import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../src/interfaces/client/failure.ts';

/** As gRPC's library throws it where there is no connection. */
function unavailable(details: string): Error {
  return Object.assign(new Error(details), { code: 14, details });
}

describe('a connection that could not be made', () => {
  it.each([
    [
      'No connection established. Last error: Failed to connect (2026-11-23T21:20:18.987Z). Resolution note: ',
      /^No daemon answers at 10\.0\.0\.1:7443\. Is it running there/,
    ],
    [
      'No connection established. Last error: connect ECONNREFUSED 10.0.0.1:7443 (2026-11-23T21:20:18.987Z). Resolution note: ',
      /^No daemon answers at 10\.0\.0\.1:7443 \(connect ECONNREFUSED 10\.0\.0\.1:7443\)\. Is it/,
    ],
    [
      'No connection established. Last error: Error: certificate is not yet valid. Resolution note: ',
      /^By the clock of this machine \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\) the daemon's certificate is not yet valid, at 10\.0\.0\.1:7443\. Set the clock/,
    ],
    ['', /^No daemon answers at 10\.0\.0\.1:7443\. Is it running there/],
    ['Name resolution failed', /^No daemon answers at 10\.0\.0\.1:7443 \(Name resolution failed\)\. Is it/],
  ])('is told in plain words: %s', (details, words) => {
    const { code, message } = errorOf(unavailable(details), '10.0.0.1:7443');
    expect(code).toBe('UNAVAILABLE');
    expect(message).toMatch(words);
  });
});
