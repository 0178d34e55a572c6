import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { PartnerDto } from '../formats/partner.dto.js';
import type { CohortModule } from './module.js';
import { ScheduleModuleDto } from './modules.dto.js';

class ModulePosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;
}

/** A module as shown. */
export class ModuleView extends IntersectionType(ModulePosition, OmitType(ScheduleModuleDto, ['theme', 'partners'])) {
  @ApiProperty({ type: String, nullable: true, example: 'leadership' })
  theme: string | null;

  @ApiProperty({ type: [PartnerDto] })
  partners: PartnerDto[];

  static of({ programId: _program, organizerId: _organizer, ...module }: CohortModule): ModuleView {
    return module;
  }
}

/** The modules of a cohort in their order. */
export class ModulesList {
  @ApiProperty({ type: [ModuleView] })
  data: ModuleView[];
}
