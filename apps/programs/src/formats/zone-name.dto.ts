import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsTimeZone } from '@app/service-kit';

const NAME = /^(UTC|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/;

/** Marks a field that names an IANA time zone. A bare offset such as `+05:00` knows no change of the clocks. */
export function IsZoneName(): PropertyDecorator {
  return applyDecorators(ApiProperty({ example: 'Asia/Shanghai' }), IsTimeZone(), Matches(NAME));
}
