import { ContractBroken, DomainError, ReplicaBehind } from '@app/contracts';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { classify, codeOf } from './failure.js';
import { EnvelopeBroken } from './incoming-event.js';

class ShopClosed extends DomainError {
  readonly code = 'shop-closed';
  readonly kind = 'conflict';
}

describe('what an error means for its event', () => {
  it('waits for a row of a replica', () => {
    expect(classify(new ReplicaBehind('shop.customer', 'one'))).toBe('behind');
  });

  it.each([
    [new ShopClosed('closed'), 'shop-closed'],
    [new ContractBroken('shop.order.placed.v1', ['/total must be integer']), 'contract-broken'],
    [new EnvelopeBroken('no id'), 'envelope-broken'],
  ])('gives up at once: %p', (error, code) => {
    expect(classify(error)).toBe('broken');
    expect(codeOf(error)).toBe(code);
  });

  it.each(['08006', '40001', '40P01', '53300', '57P01', '57014', '55P03'])('tries again for ever at SQL %s', (code) => {
    expect(classify(new QueryFailedError('select', [], sqlError(code)))).toBe('transient');
  });

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    new Error('Connection terminated unexpectedly'),
    // What the driver says when the answer to a statement has not come in its own time.
    new QueryFailedError('select', [], new Error('Query read timeout')),
    new QueryRunnerAlreadyReleasedError(),
    new QueryRunnerProviderAlreadyReleasedError(),
    new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
    new DOMException('The operation timed out', 'TimeoutError'),
  ])('tries again for ever at %p', (error) => {
    expect(classify(error)).toBe('transient');
  });

  it.each([
    new QueryFailedError('insert', [], sqlError('23505')),
    new TypeError("Cannot read properties of undefined (reading 'id')"),
    'a string',
  ])('tries again a few times at %p', (error) => {
    expect(classify(error)).toBe('unknown');
    expect(codeOf(error)).toBe('handler-failed');
  });
});

function sqlError(code: string): Error {
  return Object.assign(new Error('from the database'), { code });
}
