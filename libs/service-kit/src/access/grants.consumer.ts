import { type EventOf, GrantStateV1 } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { GrantRecord } from './grant-record.js';

/** Keeps this service's copy of administrative rights. A revocation acts as soon as it has arrived here. */
@Controller()
export class GrantsConsumer {
  @OnEvent(GrantStateV1)
  async keepGrant(@Payload() event: EventOf<typeof GrantStateV1>, @Tx() tx: EntityManager): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(GrantRecord, id));
    const { personId, clientId, role, scope, scopeId, from, until, revokedAt } = data;
    await tx.upsert(
      GrantRecord,
      {
        ...{ id, personId, clientId, role, scopeId },
        scope: scope as GrantRecord['scope'],
        validFrom: new Date(from),
        validUntil: until === null ? null : new Date(until),
        revokedAt: revokedAt === null ? null : new Date(revokedAt),
      },
      ['id'],
    );
  }
}
