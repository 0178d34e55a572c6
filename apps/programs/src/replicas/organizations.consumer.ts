import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OrganizationStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import type { EntityManager } from 'typeorm';
import { Organization } from './organization.js';

/** Keeps the replica of organizations. */
@Controller()
export class OrganizationsConsumer {
  @OnEvent(OrganizationStateV1)
  async keepOrganization(
    @Payload() event: EventOf<typeof OrganizationStateV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    if (event.data === null) await tx.delete(Organization, event.subject);
    else await tx.upsert(Organization, { id: event.subject, kind: event.data.kind, active: event.data.active }, ['id']);
  }
}
