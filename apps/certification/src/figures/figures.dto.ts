import { ApiProperty } from '@nestjs/swagger';

/** How many documents a cohort has given, and how that went. */
export class FiguresView {
  @ApiProperty({ description: 'Certificates of completion and of retraining, revoked ones included' })
  certificates: number;

  @ApiProperty()
  participationRecords: number;

  @ApiProperty()
  acknowledgments: number;

  @ApiProperty({ type: [String], description: 'Numbers of what was revoked' })
  revoked: string[];

  @ApiProperty({ description: 'Documents that wait for something or are being signed' })
  pending: number;

  @ApiProperty({ description: 'Of these, documents with a number that are being signed: 0 when signing is done' })
  unsigned: number;

  @ApiProperty({ description: 'Cases with more than one valid document; never more than 0' })
  liveDoubles: number;

  @ApiProperty({
    type: [Number],
    description: 'Real time from the record of an evaluation to the certificate that it completed, in milliseconds',
  })
  evaluatedToIssuedMs: number[];
}
