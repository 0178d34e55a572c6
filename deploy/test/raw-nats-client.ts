import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAttempt {
  kind: 'publish' | 'subscribe';
  subject: string;
}

/**
 * A connection that speaks the broker's protocol line by line. A client library checks, repeats and hides; this one shows
 * exactly which of many attempts the server refused, in one round trip.
 */
export class RawNatsClient {
  readonly #socket: Socket;
  #said = '';
  #sids = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text) => (this.#said += text));
  }

  static async connect(port: number, user: string, password: string): Promise<RawNatsClient> {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    const client = new RawNatsClient(socket);
    const options = { verbose: false, headers: true, user, pass: password, name: user, lang: 'raw', version: '0' };
    client.#send(`CONNECT ${JSON.stringify(options)}`);
    const answer = await client.#untilPong();
    if (answer.includes('-ERR')) throw new Error(`${user} may not connect: ${answer}`);
    return client;
  }

  /** Those of the attempts that the server refused. */
  async refused(attempts: readonly RawAttempt[]): Promise<Set<RawAttempt>> {
    const refusals = new Set<RawAttempt>();
    for (const attempt of attempts) {
      const { kind, subject } = attempt;
      this.#send(kind === 'publish' ? `PUB ${subject} 0\r\n` : `SUB ${subject} ${++this.#sids}`);
    }
    const answer = await this.#untilPong();
    const violations = [...answer.matchAll(/-ERR 'Permissions Violation for (Publish to|Subscription to) "([^"]+)"/g)];
    const keys = new Set(
      violations.map(([, kind, subject]) => `${kind === 'Publish to' ? 'publish' : 'subscribe'} ${subject}`),
    );
    for (const attempt of attempts) if (keys.has(`${attempt.kind} ${attempt.subject}`)) refusals.add(attempt);
    return refusals;
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  /** Everything that the server says to what was sent so far: it answers in order. */
  async #untilPong(): Promise<string> {
    this.#said = '';
    this.#send('PING');
    while (!/(^|\n)PONG\r\n/.test(this.#said)) {
      if (this.#socket.destroyed) throw new Error(`The server closed the connection: ${this.#said}`);
      await this.#somethingHappens();
    }
    return this.#said;
  }

  async #somethingHappens(): Promise<void> {
    const over = new AbortController();
    const { signal } = over;
    await Promise.race(['data', 'close'].map((event) => once(this.#socket, event, { signal }).catch(() => {})));
    over.abort();
  }
}
