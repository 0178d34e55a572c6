import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsLocalized } from '@app/service-kit';

/** A text in the platform's three languages, none of them required; readers fall back visibly. */
export class LocalizedText {
  @ApiPropertyOptional()
  kk?: string;

  @ApiPropertyOptional()
  ru?: string;

  @ApiPropertyOptional()
  en?: string;
}

/** Marks a property of a request that holds a text in at least one of the three languages. */
export function IsLocalizedText(): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: LocalizedText }), IsLocalized());
}
