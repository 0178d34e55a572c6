import { KnownPeople } from './matching.js';

const aigul = { id: 'aigul', iinHash: 'iin-a', mailHash: 'mail-a' };
const berik = { id: 'berik', iinHash: 'iin-b', mailHash: null };
const clara = { id: 'clara', iinHash: null, mailHash: 'mail-c' };
const known = new KnownPeople([aigul, berik, clara]);

describe('KnownPeople', () => {
  it.each([
    ['by IIN', { iinHash: 'iin-b', mailHash: null }, berik],
    ['by address', { iinHash: null, mailHash: 'mail-c' }, clara],
    ['by address where the IIN is new', { iinHash: 'iin-new', mailHash: 'mail-c' }, clara],
    ['by IIN where the address is new', { iinHash: 'iin-a', mailHash: 'mail-new' }, aigul],
    ['not at all', { iinHash: 'iin-new', mailHash: 'mail-new' }, undefined],
  ])('finds a person %s', (_, keys, person) => {
    expect(known.find(keys)).toBe(person);
    expect(known.contradict(keys)).toBe(false);
  });

  it.each([
    ['two people', { iinHash: 'iin-b', mailHash: 'mail-a' }],
    ['a new IIN and the address of somebody with another one', { iinHash: 'iin-new', mailHash: 'mail-a' }],
  ])('sees that keys point to %s', (_, keys) => {
    expect(known.contradict(keys)).toBe(true);
  });
});
