import { CurrentActor, UnitOfWork, UuidParam, type Actor } from '@app/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { FiguresView } from './figures.dto.js';

const COUNTS = `
  SELECT
    count(*) FILTER (WHERE kind IN ('completion-certificate', 'retraining-certificate'))::int AS certificates,
    count(*) FILTER (WHERE kind = 'participation-record')::int AS "participationRecords",
    count(*) FILTER (WHERE kind = 'acknowledgment')::int AS acknowledgments,
    coalesce(array_agg(number ORDER BY number) FILTER (WHERE status = 'revoked'), '{}') AS revoked
  FROM certificates WHERE cohort_id = $1 AND status IN ('issued', 'revoked')`;

const PENDING = `
  SELECT count(*)::int AS pending, count(*) FILTER (WHERE status = 'reserved')::int AS unsigned
  FROM certificate_cases WHERE cohort_id = $1 AND status IN ('open', 'reserved')`;

const DOUBLES = `
  SELECT count(*)::int AS "liveDoubles" FROM (
    SELECT FROM certificates WHERE cohort_id = $1 AND status <> 'revoked'
    GROUP BY holder_id, kind, ground, ground_id HAVING count(*) > 1) AS doubles`;

/** Only where the evaluation itself completed the case: a name or an embargo that was waited for is nobody's delay. */
const DELAYS = `
  SELECT round(extract(epoch FROM signed_at - (evaluation->>'recordedAt')::timestamptz) * 1000)::int AS delay
  FROM certificates JOIN certificate_cases AS known ON known.id = case_id
  CROSS JOIN LATERAL jsonb_array_elements(known.evaluations) AS evaluation
  WHERE certificates.cohort_id = $1 AND signed_at IS NOT NULL
    AND evaluation->>'projectId' = known.completion->>'projectId'
    AND evaluation->>'correlationId' = content->'trace'->>'correlationId'
  ORDER BY certificates.id`;

/** Figures of a cohort, as far as the caller may see its documents. */
@ApiTags('Figures')
@Controller('v1/cohorts')
export class FiguresController {
  constructor(private readonly work: UnitOfWork) {}

  @Get(':id/figures')
  @ApiOperation({ summary: 'Count the documents of a cohort', description: 'Counts what the caller may see.' })
  @ApiOkResponse({ type: FiguresView })
  async read(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<FiguresView> {
    return this.work.read(actor, async (tx) => ({
      ...(await one<FiguresView>(tx, COUNTS, id)),
      ...(await one<FiguresView>(tx, PENDING, id)),
      ...(await one<FiguresView>(tx, DOUBLES, id)),
      evaluatedToIssuedMs: (await tx.query<{ delay: number }[]>(DELAYS, [id])).map(({ delay }) => delay),
    }));
  }
}

async function one<Row>(tx: EntityManager, sql: string, id: string): Promise<Row> {
  const [row] = await tx.query<Row[]>(sql, [id]);
  return row!;
}
