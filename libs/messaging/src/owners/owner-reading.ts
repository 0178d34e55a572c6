import { Injectable } from '@nestjs/common';
import { Backfilling } from './backfilling.js';
import { FactReading } from './fact-reading.js';
import { OwnerReads, type OwnerRead } from './owner-reads.js';
import { StateReading } from './state-reading.js';

/** Reads the next page of a reading, in the way of its kind. */
@Injectable()
export class OwnerReading {
  constructor(
    private readonly reads: OwnerReads,
    private readonly states: StateReading,
    private readonly facts: FactReading,
    private readonly backfilling: Backfilling,
  ) {}

  async page(read: OwnerRead): Promise<void> {
    if (read.kind === 'load') return this.states.load(read);
    if (read.kind === 'follow') return this.facts.follow(read);
    if (read.kind === 'backfill') return this.backfilling.backfill(read);
    const reading = this.reads.isState(read.name) ? this.states : this.facts;
    return read.kind === 'rebuild' ? reading.rebuild(read) : reading.compare(read);
  }
}
