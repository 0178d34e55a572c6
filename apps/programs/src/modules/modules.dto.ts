import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsTimeZone } from '@app/service-kit';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { CODE, PartnerDto } from '../formats/partner.dto.js';
import { moduleKinds, type CohortModule, type ModulePlan } from './module.js';

/** What is said about a module. */
export class ScheduleModuleDto {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  number: number;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ type: String, example: 'leadership', description: 'From the taxonomy of themes' })
  @IsOptional()
  @Matches(CODE)
  theme?: string;

  @ApiProperty({ enum: moduleKinds })
  @IsIn(moduleKinds)
  kind: ModulePlan['kind'];

  @ApiProperty({ example: 'CN', description: 'ISO 3166-1 alpha-2' })
  @Matches(/^[A-Z]{2}$/)
  country: string;

  @ApiProperty()
  @IsString()
  @Length(1, 100)
  city: string;

  @ApiProperty({ example: 'Asia/Shanghai', description: 'IANA zone in which its sessions are shown' })
  @IsTimeZone()
  timeZone: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  startsOn: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  endsOn: string;

  @ApiProperty({ type: [PartnerDto], description: 'Hosts and co-organizers of this module' })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PartnerDto)
  partners: PartnerDto[] = [];
}

class ModulePosition {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;
}

/** A module as shown. */
export class ModuleView extends IntersectionType(ModulePosition, ScheduleModuleDto) {
  static from({ programId: _program, organizerId: _organizer, ...module }: CohortModule): ModulePosition & ModulePlan {
    return module;
  }
}

/** The modules of a cohort, in their order. */
export class ModulesList {
  @ApiProperty({ type: [ModuleView] })
  data: (ModulePosition & ModulePlan)[];
}

/** The plan that a body describes. */
export function modulePlanOf({ theme, ...body }: ScheduleModuleDto): ModulePlan {
  return { ...body, theme: theme ?? null };
}
