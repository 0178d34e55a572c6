const DAYS = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty' });

/**
 * Business time: windows, deadlines, embargoes and documents go by it. Outside the demo it is real time. Tokens, leases,
 * retries and proofs use `real`.
 */
export class Clock {
  private offsetMs = 0;

  /** A clock that stands still, for tests. */
  static at(instant: Date | string): Clock {
    const stopped = new Clock();
    stopped.now = () => new Date(instant);
    return stopped;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Calendar day in Kazakhstan, `2026-02-03`. */
  today(): string {
    return DAYS.format(this.now());
  }

  real(): Date {
    return new Date();
  }

  get offset(): number {
    return this.offsetMs;
  }

  /** Moves business time away from real time. Called by the clock's synchronization only. */
  move(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }
}
