import type { Type } from '@nestjs/common';
import type { StateSource } from '@app/messaging';
import type { MigrationInterface } from 'typeorm';
import type { ProblemCatalogue } from './problems/language.js';
import type { ProcessConfig } from './service.config.js';

export type EntityClass = abstract new (...args: never[]) => object;
export type MigrationClass = new () => MigrationInterface;

/** All that bootstrap has to know about a service. */
export interface ServiceOptions {
  /** Folder name, database role and broker user. */
  name: string;
  title: string;
  module: Type<unknown>;
  /** The service's own configuration class, when it needs more than every service does. */
  config?: Type<ProcessConfig>;
  /** `null` for a process at the edge: no tables, no events, no unit of work. */
  database?: null;
  entities: readonly EntityClass[];
  migrations: readonly MigrationClass[];
  /** One per published state. */
  states: readonly Type<StateSource<any>>[];
  /** Titles of the service's own problem codes. */
  problems: ProblemCatalogue;
}
