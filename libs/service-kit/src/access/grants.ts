import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import type { Grant } from './actor.js';
import type { TokenHolder } from './token-verifier.js';

const BY_PERSON = query('person_id');
const BY_CLIENT = query('client_id');

/** Reads which rights are in force now, from this service's own replica. */
@Injectable()
export class Grants {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async of(holder: TokenHolder): Promise<Grant[]> {
    if ('personId' in holder) return this.dataSource.query(BY_PERSON, [holder.personId, this.clock.now()]);
    return this.dataSource.query(BY_CLIENT, [holder.clientId, this.clock.now()]);
  }
}

// A revoked right is gone at once, whatever the dates say.
function query(column: 'person_id' | 'client_id'): string {
  return `SELECT id, role, scope, scope_id AS "scopeId" FROM access_grants
    WHERE ${column} = $1 AND revoked_at IS NULL AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)`;
}
