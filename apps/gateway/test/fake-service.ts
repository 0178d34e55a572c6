import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a service got it. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Handler = (request: Received, response: ServerResponse) => void;

/** A service behind the gateway that remembers what it was asked. */
export class FakeService {
  readonly received: Received[] = [];
  private handler: Handler = (_request, response) => void response.end('{}');

  private constructor(
    private server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<FakeService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const service = new FakeService(server, (server.address() as AddressInfo).port);
    server.on('request', (request, response) => void service.answer(request, response));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get last(): Received | undefined {
    return this.received.at(-1);
  }

  /** From now on it answers so. */
  answersWith(handler: Handler): void {
    this.received.length = 0;
    this.handler = handler;
  }

  /** From now on it answers with these documents, by path. */
  has(documents: Record<string, object>): void {
    this.answersWith(({ url }, response) => {
      const document = documents[url];
      response.setHeader('content-type', 'application/json');
      response.writeHead(document ? 200 : 404).end(JSON.stringify(document ?? {}));
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const received = {
      method: request.method!,
      url: request.url!,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.received.push(received);
    this.handler(received, response);
  }
}
