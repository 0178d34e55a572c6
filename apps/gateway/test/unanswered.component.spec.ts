import { RunningGateway } from './running-gateway.js';

describe('The gateway, when a service', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await RunningGateway.start({ SERVICE_TIMEOUT_MS: '300' });
  });

  afterAll(() => gateway.stop());

  it('does not answer in time: 504', async () => {
    gateway.services.programs!.answersWith(() => {});

    const { status, body } = await gateway.raw('/api/programs/v1/programs');

    expect({ status, code: body.code }).toEqual({ status: 504, code: 'service-timed-out' });
  });

  it('breaks off: 503', async () => {
    gateway.services.programs!.answersWith((_request, response) => void response.socket!.destroy());

    const { status, body, headers } = await gateway.raw('/api/programs/v1/programs', { method: 'POST' });

    expect({ status, code: body.code }).toEqual({ status: 503, code: 'service-unavailable' });
    expect(headers['retry-after']).toBe('1');
  });

  it('breaks off behind its headers: 503', async () => {
    gateway.services.programs!.answersWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.flushHeaders();
      setTimeout(() => response.socket!.destroy(), 50);
    });

    const { status, body } = await gateway.raw('/api/programs/v1/programs', { method: 'POST' });

    expect({ status, code: body.code }).toEqual({ status: 503, code: 'temporarily-unavailable' });
  });

  it('breaks off in the middle of its answer: nobody takes half of it for the whole', async () => {
    gateway.services.programs!.answersWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":[1,2');
      setTimeout(() => response.socket!.destroy(), 50);
    });

    const answer = fetch(`${gateway.url}/api/programs/v1/programs`, { method: 'POST' });

    await expect(answer.then((response) => response.text())).rejects.toThrow();
  });

  it('says 503 itself: that is passed on at once', async () => {
    gateway.services.programs!.answersWith((_request, response) => {
      response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/problem+json' });
      response.end('{"code":"not-known-yet"}');
    });

    const { status, body } = await gateway.raw('/api/programs/v1/programs');

    expect({ status, body }).toEqual({ status: 503, body: { code: 'not-known-yet' } });
    expect(gateway.services.programs!.received).toHaveLength(1);
  });

  it('closes a kept connection at the wrong moment: a read is asked once more', async () => {
    let count = 0;
    gateway.services.programs!.answersWith((_request, response) => {
      if (++count === 1) response.socket!.destroy();
      else response.end('{"second":true}');
    });

    expect((await gateway.raw('/api/programs/v1/programs')).status).toBe(200);
  });
});
