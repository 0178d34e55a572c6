const DAY_MS = 86_400_000;

/**
 * The clock on the wall of a time zone. A reading is the date and time that it shows, as milliseconds as if it were UTC:
 * so days and hours of readings are added and compared as they are on paper, whatever the zone does.
 */
export class WallClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const field = 'numeric';
    this.format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
      ...{ year: field, month: field, day: field, hour: field, minute: field, second: field },
    });
  }

  /** What the clock shows at this instant. */
  read(instant: Date): number {
    const parts = Object.fromEntries(
      this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const { year, month, day, hour, minute, second } = parts as Record<string, number>;
    const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
    return midnight + ((hour * 60 + minute) * 60 + second) * 1000 + instant.getUTCMilliseconds();
  }

  /**
   * When the clock shows this reading, by RFC 5545 (3.3.5): the first time where clocks are turned back and show it twice;
   * where they are turned forward and never show it, it is counted from before the change.
   */
  instantOf(reading: number): Date {
    const [before, after] = [-DAY_MS, DAY_MS].map((shift) => this.offsetAt(reading + shift));
    const candidates = [reading - before, reading - after].filter((at) => this.read(new Date(at)) === reading);
    return new Date(candidates.length > 0 ? Math.min(...candidates) : reading - before);
  }

  private offsetAt(at: number): number {
    return this.read(new Date(at)) - at;
  }
}

/** Days since 1970 of a calendar day, or of a reading. */
export function dayNumber(of: string | number): number {
  return Math.floor((typeof of === 'string' ? Date.parse(of) : of) / DAY_MS);
}

/** What a clock shows at midnight of a day. */
export function midnightOf(day: number): number {
  return day * DAY_MS;
}
