import type { EventEnvelope } from '@app/contracts';
import fc from 'fast-check';
import { CustomerStateV1, OrderPlacedV1, OrderShippedV1 } from '../shop.js';
import { eventOf } from '../world.js';

/** What is published of one order or customer, in the order of its sequence; ids are filled in at each run. */
export interface Story {
  kind: 'order' | 'customer';
  /** For an order, whether each fact is one that the store handles; for a customer, whether each state is alive. */
  events: boolean[];
  /** How often the store's handler of an order fails for a passing reason before it succeeds. */
  failures: number;
}

/** Several stories, and the order in which their events are delivered: each at least once, some more often. */
export interface Delivery {
  stories: Story[];
  /** Places in the list of all events. */
  order: number[];
}

const story: fc.Arbitrary<Story> = fc.record({
  kind: fc.constantFrom('order', 'customer'),
  events: fc.array(
    fc.integer({ min: 1, max: 4 }).map((chance) => chance > 1),
    { minLength: 1, maxLength: 8 },
  ),
  failures: fc.constantFrom(0, 0, 0, 1, 2),
});

export const deliveries: fc.Arbitrary<Delivery> = fc.array(story, { minLength: 1, maxLength: 6 }).chain((stories) => {
  const places = stories.flatMap(({ events }) => events).map((_, place) => place);
  const again = fc.array(fc.constantFrom(...places), { maxLength: 15 });
  const order = again.chain((more) => {
    const all = [...places, ...more];
    return fc
      .shuffledSubarray([...all.keys()], { minLength: all.length })
      .map((shuffled) => shuffled.map((at) => all[at]!));
  });
  return fc.record({ stories: fc.constant(stories), order });
});

/** The events of a story. */
export function eventsOf({ kind, events }: Story, id: string): EventEnvelope[] {
  return events.map((flag, place) => {
    const sequence = place + 1;
    if (kind === 'order') return eventOf(flag ? OrderPlacedV1 : OrderShippedV1, id, sequence);
    return eventOf(CustomerStateV1, id, sequence, { data: flag ? { name: `name ${sequence}` } : null });
  });
}
