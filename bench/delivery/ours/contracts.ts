import { defineFact } from '@app/contracts';
import { Type } from 'typebox';

/** An order was placed. Published once per order; the bench measures how it travels. */
export const OrderPlacedV1 = defineFact(
  'shop.order.placed.v1',
  { audience: 'internal' },
  { id: Type.String(), total: Type.Integer(), note: Type.String() },
);
