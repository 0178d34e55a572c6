import { randomInt } from 'node:crypto';

/** Chance that can be had again: says its seed, and takes the one that `TULGA_SEED` names. */
export class SeededRandom {
  private state: number;

  constructor(what: string, seed = Number(process.env.TULGA_SEED ?? randomInt(2 ** 31))) {
    process.stdout.write(`${what}: TULGA_SEED=${seed}\n`);
    this.state = seed;
  }

  /** At least 0 and less than 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  }
}
