import fc from 'fast-check';
import { aggregateOf, type IncomingEvent } from './incoming-event.js';
import { advance, decide, restart, skip, type Position } from './position.js';

describe('the position of an aggregate', () => {
  describe('whose facts came up to number 3', () => {
    it.each([
      [1, 'duplicate'],
      [3, 'duplicate'],
      [4, 'next'],
      [5, 'gap'],
    ])('takes number %i for %s', (sequence, decision) => {
      expect(decide(aPosition({ sequence: 3 }), aFact(sequence))).toBe(decision);
    });

    it('counts each applied fact once', () => {
      const position = aPosition({ sequence: 3, applied: 3, attempts: 2 });

      advance(position, aFact(4));

      expect(position).toMatchObject({ sequence: 4, applied: 4, attempts: 0 });
    });

    it('does not count a fact that is passed over', () => {
      const position = aPosition({ sequence: 3, applied: 3 });

      skip(position, aFact(4));

      expect(position).toMatchObject({ sequence: 4, applied: 3 });
    });
  });

  describe('that is new', () => {
    it('begins with the first fact, of whatever epoch', () => {
      expect(decide(aPosition(), aFact(1, 3))).toBe('next');
      expect(decide(aPosition(), aFact(2, 3))).toBe('gap');
    });
  });

  it.each(['replica', 'dead-letter'] as const)('holds back what is not yet applied behind a %s', (held) => {
    expect(decide(aPosition({ sequence: 3, held }), aFact(4))).toBe('held');
    expect(decide(aPosition({ sequence: 3, held }), aFact(3))).toBe('duplicate');
  });

  it('lets the missing fact through where others wait for it', () => {
    expect(decide(aPosition({ sequence: 3, held: 'gap' }), aFact(4))).toBe('next');
  });

  describe('when the owner was restored from a backup', () => {
    it('asks for its log, even where the number would fit', () => {
      expect(decide(aPosition({ sequence: 3 }), aFact(4, 2))).toBe('restart');
      expect(decide(aPosition({ sequence: 3 }), aFact(2, 2))).toBe('restart');
    });

    it('drops what is left of the epoch before', () => {
      expect(decide(aPosition({ sequence: 3, epoch: 2 }), aFact(4, 1))).toBe('duplicate');
    });

    it('goes on from the first fact of the new epoch', () => {
      const position = aPosition({ sequence: 7, applied: 7 });

      restart(position, 2, 5);

      expect(decide(position, aFact(5, 2))).toBe('next');
      expect(position.applied).toBe(4);
    });
  });

  it('takes a state only when it is newer, by epoch first', () => {
    const position = aPosition({ kind: 'state', sequence: 5 });

    expect(decide(position, aState(5))).toBe('duplicate');
    expect(decide(position, aState(4))).toBe('duplicate');
    expect(decide(position, aState(9))).toBe('next');
    expect(decide(position, aState(1, 2))).toBe('next');
  });

  it('applies every fact once and in order, however they are delivered', () => {
    const deliveries = fc
      .integer({ min: 1, max: 12 })
      .chain((count) =>
        fc.tuple(
          fc.shuffledSubarray(numbers(count), { minLength: count }),
          fc.array(fc.integer({ min: 1, max: count }), { maxLength: 20 }),
        ),
      );
    fc.assert(
      fc.property(deliveries, ([all, again]) => {
        expect(deliver([...all, ...again])).toEqual(numbers(all.length));
        expect(deliver([...again, ...all])).toEqual(numbers(all.length));
      }),
    );
  });
});

/** What the consumer does, without a database. */
function deliver(sequences: number[]): number[] {
  const position = aPosition();
  const parked = new Set<number>();
  const applied: number[] = [];
  const take = (sequence: number): void => {
    const decision = decide(position, aFact(sequence));
    if (decision === 'gap') parked.add(sequence);
    if (decision !== 'next') return;
    advance(position, aFact(sequence));
    applied.push(sequence);
    if (parked.delete(sequence + 1)) take(sequence + 1);
  };
  sequences.forEach(take);
  return applied;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}

function aPosition(fields: Partial<Position> = {}): Position {
  const epoch = fields.sequence ? 1 : 0;
  const key = { kind: 'fact', aggregate: 'shop.order', aggregateId: 'one' } as const;
  return { ...key, epoch, sequence: 0, applied: 0, first: 1, held: null, attempts: 0, ...fields };
}

function aFact(sequence: number, epoch = 1): IncomingEvent {
  return incoming('fact', 'tulga.shop.order.placed.v1', sequence, epoch);
}

function aState(sequence: number, epoch = 1): IncomingEvent {
  return incoming('state', 'tulga.shop.customer.v1', sequence, epoch);
}

function incoming(kind: IncomingEvent['kind'], type: string, sequence: number, epoch: number): IncomingEvent {
  const event = { type, subject: 'one', sequence, epoch } as IncomingEvent['event'];
  return { kind, aggregate: aggregateOf(type), event };
}
