import { answeredHeaders, forwardedHeaders, type Caller } from './forwarded-headers.js';

const caller: Caller = {
  ip: '10.1.2.3',
  host: 'tulga.example',
  isEncrypted: false,
  behindProxy: false,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

describe('The headers that a service gets', () => {
  it('say who calls, whatever the caller claims', () => {
    const claims = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-real-ip': '1.1.1.1',
      forwarded: 'x',
    };

    expect(forwardedHeaders({ ...claims, 'x-forwarded-for': '1.1.1.1' }, caller)).toEqual({
      'x-forwarded-for': '10.1.2.3',
      'x-forwarded-host': 'tulga.example',
      'x-forwarded-proto': 'http',
      traceparent: caller.traceparent,
    });
  });

  it('believe a proxy of the same installation', () => {
    const said = { 'x-forwarded-for': '1.1.1.1', 'x-forwarded-host': 'tulga.kz', 'x-forwarded-proto': 'https' };

    expect(forwardedHeaders(said, { ...caller, behindProxy: true })).toMatchObject({
      'x-forwarded-for': '1.1.1.1, 10.1.2.3',
      'x-forwarded-host': 'tulga.kz',
      'x-forwarded-proto': 'https',
    });
  });

  it('keep what is meant for the service and drop what is meant for its neighbor', () => {
    const sent = { authorization: 'Bearer x', 'if-match': '"v1"', connection: 'close', te: 'trailers', upgrade: 'h2c' };

    const received = forwardedHeaders(sent, caller);

    expect(received).toMatchObject({ authorization: 'Bearer x', 'if-match': '"v1"' });
    for (const name of ['connection', 'te', 'upgrade']) expect(received).not.toHaveProperty(name);
  });
});

describe('The headers that the caller gets', () => {
  it('are those of the service without those of its connection', () => {
    expect(answeredHeaders({ etag: '"v2"', connection: 'keep-alive', 'keep-alive': 'timeout=72' })).toEqual({
      etag: '"v2"',
    });
  });
});
