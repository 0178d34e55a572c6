import { OrderPlacedV1, CustomerStateV1 } from '../../test/shop.js';
import { eventOf } from '../../test/world.js';
import { EnvelopeBroken, readEvent } from './incoming-event.js';

const id = '01930000-0000-7000-8000-000000000001';

describe('text from the broker', () => {
  it('is placed by its subject', () => {
    const fact = readEvent('evt.shop.order.placed.v1', JSON.stringify(eventOf(OrderPlacedV1, id, 3)));
    const state = readEvent('state.shop.customer.v1', JSON.stringify(eventOf(CustomerStateV1, id, 3)));

    expect(fact).toMatchObject({ kind: 'fact', aggregate: 'shop.order', event: { sequence: 3 } });
    expect(state).toMatchObject({ kind: 'state', aggregate: 'shop.customer', event: { subject: id } });
  });

  it('is refused under the type of another subject, which permissions do not guard', () => {
    const text = JSON.stringify(eventOf(OrderPlacedV1, id, 1));

    expect(() => readEvent('evt.store.order.placed.v1', text)).toThrow(EnvelopeBroken);
  });

  it.each([
    ['{"id":', /no JSON/],
    ['null', /no JSON object/],
    [JSON.stringify({ ...eventOf(OrderPlacedV1, id, 1), id: '17' }), /no UUID/],
    [JSON.stringify({ ...eventOf(OrderPlacedV1, id, 1), sequence: 0 }), /sequence/],
    [JSON.stringify({ ...eventOf(OrderPlacedV1, id, 1), epoch: '1' }), /epoch/],
    [JSON.stringify({ ...eventOf(OrderPlacedV1, id, 1), subject: undefined }), /subject/],
  ])('is refused when it is %s', (text, reason) => {
    expect(() => readEvent('evt.shop.order.placed.v1', text)).toThrow(reason);
  });
});
