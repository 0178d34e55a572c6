import { gunzipSync, gzipSync } from 'node:zlib';
import { generateIssuerKey, createSigner } from '../issuers/issuer-key.js';
import { chooseFreeIndex, signStatusList, STATUS_LIST_SIZE, StatusBits } from './status-list.js';

describe('The bits of a status list', () => {
  it('start unset', () => {
    const bits = StatusBits.empty();

    expect([0, 1, 8, STATUS_LIST_SIZE - 1].map((index) => bits.get(index))).toEqual([false, false, false, false]);
  });

  it.each([
    [0, 0, 0b1000_0000],
    [7, 0, 0b0000_0001],
    [8, 1, 0b1000_0000],
    [STATUS_LIST_SIZE - 1, STATUS_LIST_SIZE / 8 - 1, 0b0000_0001],
  ])('count from the left: index %d is in byte %d', (index, byte, value) => {
    const bits = StatusBits.empty();

    bits.set(index, true);

    const published = gunzipSync(Buffer.from(bits.encode().slice(1), 'base64url'));
    expect(published).toHaveLength(16 * 1024);
    expect(published[byte]).toBe(value);
  });

  it('survive encoding and can be unset alone', () => {
    const bits = StatusBits.empty();
    for (const index of [3, 4, 5]) bits.set(index, true);
    bits.set(4, false);

    const decoded = StatusBits.decode(bits.encode());

    expect([2, 3, 4, 5, 6].map((index) => decoded.get(index))).toEqual([false, true, false, true, false]);
  });

  it.each([-1, STATUS_LIST_SIZE, 1.5, Number.NaN])('have no index %d', (index) => {
    expect(() => StatusBits.empty().get(index)).toThrow(RangeError);
    expect(() => StatusBits.empty().set(index, true)).toThrow(RangeError);
  });

  it('are refused when longer, shorter or otherwise encoded', () => {
    const encode = (bytes: number) => `u${gzipSync(Buffer.alloc(bytes)).toString('base64url')}`;

    expect(() => StatusBits.decode(encode(16 * 1024 + 1))).toThrow();
    expect(() => StatusBits.decode(encode(1024))).toThrow('wrong length');
    expect(() => StatusBits.decode(StatusBits.empty().encode().slice(1))).toThrow('multibase');
  });
});

describe('A free index', () => {
  it('is chosen at random', () => {
    const indexes = Array.from({ length: 200 }, () => chooseFreeIndex(new Set()) as number);

    expect(new Set(indexes).size).toBeGreaterThan(190);
    expect(Math.max(...indexes) - Math.min(...indexes)).toBeGreaterThan(STATUS_LIST_SIZE / 2);
  });

  it('is found when it is the last', () => {
    expect(chooseFreeIndex({ has: (index) => index !== 77 })).toBe(77);
  });

  it('does not exist in a full list', () => {
    expect(chooseFreeIndex({ has: () => true })).toBeUndefined();
  });
});

describe('A signed status list', () => {
  it('names its issuer as a plain string and its purpose', async () => {
    const did = 'did:web:example.org';
    const bits = StatusBits.empty();
    const now = new Date('2026-07-01T00:00:00Z');
    const list = { url: 'https://example.org/status-lists/1', issuerDid: did, purpose: 'revocation' as const, bits };

    const signed = await signStatusList({ ...list, validFrom: now }, createSigner(did, await generateIssuerKey()), now);

    expect(signed).toMatchObject({
      id: list.url,
      issuer: did,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: { id: `${list.url}#list`, statusPurpose: 'revocation', encodedList: bits.encode() },
      proof: [{ created: '2026-07-01T00:00:00Z', cryptosuite: 'eddsa-rdfc-2022' }],
    });
  });
});
