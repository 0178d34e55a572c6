import { randomInt } from 'node:crypto';
import { Random } from './random.js';

/** Chance that can be had again: says its seed, and takes the one that `TULGA_SEED` names. */
export class SeededRandom extends Random {
  constructor(what: string, seed = Number(process.env.TULGA_SEED ?? randomInt(2 ** 31))) {
    super(seed);
    process.stdout.write(`${what}: TULGA_SEED=${seed}\n`);
  }
}
