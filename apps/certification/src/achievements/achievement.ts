import { createHash } from 'node:crypto';
import type { Localized } from '@app/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from '../credentials/credential.js';

/** What is said of an achievement; whoever checks a credential reads it at its public address. */
export interface AchievementTexts {
  name: Localized;
  description: Localized;
  criteria: Localized;
}

/**
 * What a document is awarded for, shared by all who hold one. It never changes: when a program gets another title or
 * rule, later documents name another achievement.
 */
@Entity('achievements')
@Index('achievements_fingerprint', ['fingerprint'], { unique: true })
export class Achievement {
  @PrimaryColumn('uuid')
  id: string;

  /** Hash of all that it says. */
  @Column('text')
  fingerprint: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  organizerId: string;

  @Column('text')
  kind: DocumentKind;

  @Column('jsonb')
  name: Localized;

  @Column('jsonb')
  description: Localized;

  @Column('jsonb')
  criteria: Localized;

  static of(
    id: string,
    owner: Pick<Achievement, 'cohortId' | 'organizerId' | 'kind'>,
    texts: AchievementTexts,
  ): Achievement {
    const { cohortId, organizerId, kind } = owner;
    const content = JSON.stringify([cohortId, organizerId, kind, texts.name, texts.description, texts.criteria]);
    const fingerprint = createHash('sha256').update(content).digest('base64url');
    return Object.assign(new Achievement(), { id, fingerprint, cohortId, organizerId, kind, ...texts });
  }
}
