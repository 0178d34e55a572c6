import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Injectable } from '@nestjs/common';

/** The application that this container belongs to, set once it exists: OpenAPI reads its routes. */
@Injectable()
export class CurrentApplication {
  app: NestFastifyApplication;
}
