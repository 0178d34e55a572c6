import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { PersonStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import type { EntityManager } from 'typeorm';
import { Person } from './person.js';

/** Keeps the replica of people: who there is to sign in. */
@Controller()
export class PeopleConsumer {
  @OnEvent(PersonStateV1)
  async keepPerson(@Payload() event: EventOf<typeof PersonStateV1>, @Tx() tx: EntityManager): Promise<void> {
    // A tombstone has no data.
    if (event.data === null) await tx.delete(Person, event.subject);
    else {
      const { name, active } = event.data;
      await tx.upsert(Person, { id: event.subject, cyrillic: name.cyrillic, latin: name.latin, active }, ['id']);
    }
  }
}
