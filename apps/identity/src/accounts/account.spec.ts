import { Account } from './account.js';

const now = new Date('2026-03-01T09:00:00Z');

function anAccount(): Account {
  return Object.assign(new Account(), { failedAttempts: 0, pausedUntil: null });
}

function fail(account: Account, times: number): void {
  for (let count = 0; count < times; count++) account.noteAttempt(false, now);
}

describe('Account', () => {
  it('stays open after four wrong passwords', () => {
    const account = anAccount();

    fail(account, 4);

    expect(account.isPaused(now)).toBe(false);
  });

  it('closes for a quarter of an hour at the fifth', () => {
    const account = anAccount();

    fail(account, 5);

    expect(account.isPaused(now)).toBe(true);
    expect(account.isPaused(new Date('2026-03-01T09:14:59Z'))).toBe(true);
    expect(account.isPaused(new Date('2026-03-01T09:15:00Z'))).toBe(false);
  });

  it('counts from the beginning after a right password', () => {
    const account = anAccount();
    fail(account, 4);

    account.noteAttempt(true, now);
    fail(account, 4);

    expect(account.isPaused(now)).toBe(false);
  });
});
