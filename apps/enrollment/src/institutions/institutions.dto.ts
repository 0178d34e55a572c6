import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '@app/service-kit';
import type { InstitutionEnrollment } from './institution-enrollment.js';

/** An institution joins a cohort. */
export class EnrollInstitutionDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId: string;
}

/** Which institution enrollments a list shows. */
export class InstitutionsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  institutionId?: string;
}

/** An institution enrollment as shown. */
export class InstitutionEnrollmentView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'uuid' })
  cohortId: string;

  @ApiProperty({ format: 'uuid' })
  institutionId: string;

  @ApiProperty({ enum: ['active', 'withdrawn'] })
  status: string;

  @ApiProperty({ format: 'date-time' })
  enrolledAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  withdrawnAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  withdrawalReason: string | null;

  static of(enrollment: InstitutionEnrollment): InstitutionEnrollmentView {
    const { id, version, cohortId, organizationId, status, enrolledAt, withdrawnAt, withdrawalReason } = enrollment;
    return {
      ...{ id, version, cohortId, institutionId: organizationId, status, withdrawalReason },
      enrolledAt: enrolledAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    };
  }
}

/** A page of institution enrollments, in the order of their enrollment. */
export class InstitutionsPage {
  @ApiProperty({ type: [InstitutionEnrollmentView] })
  data: InstitutionEnrollmentView[];

  @ApiProperty({ example: { nextCursor: null, hasMore: false } })
  page: { nextCursor: string | null; hasMore: boolean };
}
