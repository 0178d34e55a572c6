import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { OrganizationStateV1, PersonStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { OrganizationReplica } from './organization-replica.js';
import { PersonReplica } from './person-replica.js';

/** Keeps names of organizations and people, and which organization is above which. */
@Controller()
export class DirectoryConsumer {
  @OnEvent(OrganizationStateV1)
  async keepOrganization(
    @Payload() event: EventOf<typeof OrganizationStateV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(OrganizationReplica, id));
    await tx.upsert(OrganizationReplica, { id, name: data.name, parentId: data.parentId }, ['id']);
  }

  @OnEvent(PersonStateV1)
  async keepPerson(@Payload() event: EventOf<typeof PersonStateV1>, @Tx() tx: EntityManager): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(PersonReplica, id));
    await tx.upsert(PersonReplica, { id, name: data.name }, ['id']);
  }
}
