import { randomBytes } from 'node:crypto';
import { Iin, IinMalformed } from './iin.js';

const key = randomBytes(32);
const number = '900101300017';

describe('the check digit', () => {
  it.each([
    // 9·1 + 1·4 + 1·6 + 3·7 + 1·11 = 51 = 4·11 + 7.
    [number, true],
    // 9·1 + 1·4 + 1·6 + 3·7 + 1·10 + 4·11 = 94 = 8·11 + 6.
    ['900101300146', true],
    // The first weights leave 131 = 11·11 + 10, so the second count: 9·3 + 1·6 + 1·8 + 3·9 + 8·1 + 1·2 = 78 = 7·11 + 1.
    ['900101300811', true],
    ['900101300016', false],
    ['900101300810', false],
    ['90010130001', false],
    ['9001013000171', false],
    ['90010130001x', false],
    [' 900101300017', false],
    ['', false],
  ])('of "%s" matches: %s', (text, matches) => {
    expect(Iin.isValid(text)).toBe(matches);
  });

  it('does not exist where both weights leave ten', () => {
    const given = [...'0123456789'].filter((digit) => Iin.isValid(`90010130080${digit}`));

    expect(given).toEqual([]);
  });
});

describe('an identification number', () => {
  it('is refused without being repeated', () => {
    expect(() => Iin.parse('900101300016')).toThrow(IinMalformed);
    expect(() => Iin.parse('900101300016')).not.toThrow('900101300016');
  });

  it('comes back from its encryption, which looks different each time', () => {
    const iin = Iin.parse(number);
    const [first, second] = [iin.encrypt(key), iin.encrypt(key)];

    expect(first).not.toBe(second);
    expect(Iin.decrypt(first, key).equals(iin)).toBe(true);
    expect(() => Iin.decrypt(first, randomBytes(32))).toThrow();
  });

  it('does not come back from a changed cipher text', () => {
    const bytes = Buffer.from(Iin.parse(number).encrypt(key), 'base64');
    bytes[bytes.length - 1] ^= 1;

    expect(() => Iin.decrypt(bytes.toString('base64'), key)).toThrow();
  });

  it('is found by a hash that depends on the key', () => {
    const iin = Iin.parse(number);

    expect(iin.lookupHash(key)).toBe(Iin.parse(number).lookupHash(key));
    expect(iin.lookupHash(key)).not.toBe(iin.lookupHash(randomBytes(32)));
  });

  it('shows its last four digits only', () => {
    const iin = Iin.parse(number);

    expect(`${iin}`).toBe('********0017');
    expect(JSON.stringify({ iin })).toBe('{"iin":"********0017"}');
  });
});
