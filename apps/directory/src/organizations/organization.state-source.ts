import { Injectable } from '@nestjs/common';
import { OrganizationStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Organization } from './organization.js';

/** Renders `directory.organization.v1`. */
@Injectable()
export class OrganizationStateSource extends StateSource<typeof OrganizationStateV1> {
  readonly contract = OrganizationStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof OrganizationStateV1>[]> {
    return (await tx.findBy(Organization, { id: In([...ids]) })).map(render);
  }

  async page(
    tx: EntityManager,
    afterId: string | null,
    limit: number,
  ): Promise<StateRow<typeof OrganizationStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(Organization, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render(organization: Organization): StateRow<typeof OrganizationStateV1> {
  const { id, version, name, kind, ownership, parentId, level, country, active } = organization;
  return { id, version, organizationId: id, data: { name, kind, ownership, parentId, level, country, active } };
}
