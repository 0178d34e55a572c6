import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { IsDay } from '@app/service-kit';
import { IsCount } from '../formats/count.dto.js';
import { IsLocalizedText, LocalizedText } from '../formats/localized-text.dto.js';
import { MayBeAbsent } from '../formats/may-be-absent.dto.js';
import { IsListOf } from '../formats/nested.dto.js';
import { CODE, PartnerDto } from '../formats/partner.dto.js';
import { IsZoneName } from '../formats/zone-name.dto.js';
import { moduleKinds, type ModulePlan } from './module.js';

/** What is said about a module. */
export class ScheduleModuleDto {
  @IsCount(1000)
  number: number;

  @IsLocalizedText()
  title: LocalizedText;

  @ApiPropertyOptional({ type: String, example: 'leadership', description: 'From the taxonomy of themes' })
  @MayBeAbsent()
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

  @ApiProperty({ description: 'IANA zone in which its sessions are shown' })
  @IsZoneName()
  timeZone: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  startsOn: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  endsOn: string;

  @ApiPropertyOptional({ type: [PartnerDto], description: 'Hosts and co-organizers of this module' })
  @IsListOf(PartnerDto, 20)
  partners: PartnerDto[] = [];
}

/** The plan that a body describes. */
export function planOf({ theme, ...body }: ScheduleModuleDto): ModulePlan {
  return { ...body, theme: theme ?? null };
}
