import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '@app/messaging';
import { matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { CompletionsService } from '../completion/completions.service.js';
import { whenTaken } from '../database/unique-index.js';
import { AttendanceRecord } from './attendance-record.js';
import { AttendanceRolls } from './attendance-rolls.queries.js';
import { AttendanceSheet, type AttendanceEntry } from './attendance-sheet.js';
import { AttendanceSheetView } from './attendance.dto.js';
import { AttendanceAlreadyRecorded, AttendanceNotRecorded } from './attendance.errors.js';

/** Records and corrects who attended a session. Either may complete somebody at once. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly rolls: AttendanceRolls,
    private readonly completions: CompletionsService,
  ) {}

  /** Records the sheet of a session that was held. Publishes `enrollment.attendance-sheet.recorded.v1`. */
  async record(actor: Actor, sessionId: string, entries: AttendanceEntry[]): Promise<AttendanceSheetView> {
    return this.work.run(actor, async (tx) => {
      const { session, cohort, attendees, openedAt, lines } = await this.rolls.open(tx, actor, sessionId);
      if (await tx.existsBy(AttendanceSheet, { sessionId })) throw new AttendanceAlreadyRecorded();

      const { sheet, fact } = AttendanceSheet.recorded(uuid(), session, cohort, entries, attendees, openedAt);

      await tx
        .insert(AttendanceSheet, sheet)
        .catch(whenTaken('attendance_sheets_one_per_session', () => new AttendanceAlreadyRecorded()));
      if (entries.length > 0) await tx.insert(AttendanceRecord, lines(sheet, entries));
      await this.outbox.add(tx, fact);
      await this.completions.reassess(tx, cohort.id);
      return AttendanceSheetView.of(sheet, entries);
    });
  }

  /** Corrects a recorded sheet. Publishes `enrollment.attendance-sheet.corrected.v1` where a line has changed. */
  async correct(
    actor: Actor,
    sessionId: string,
    version: number,
    entries: AttendanceEntry[],
  ): Promise<AttendanceSheetView> {
    return this.work.run(actor, async (tx) => {
      const sheet = await tx.findOne(AttendanceSheet, { where: { sessionId }, lock: { mode: 'pessimistic_write' } });
      if (!sheet) throw new AttendanceNotRecorded(sessionId);
      const { cohort, attendees, openedAt, lines } = await this.rolls.open(tx, actor, sessionId);
      matchVersion(sheet.version, version);

      const { changed, fact } = sheet.correct(entries, attendees, openedAt);

      if (fact) {
        await tx.update(AttendanceSheet, sheet.id, sheet.changes());
        await tx.upsert(AttendanceRecord, lines(sheet, changed), ['sessionId', 'participantId']);
        await this.outbox.add(tx, fact);
        await this.completions.reassess(tx, cohort.id);
      }
      return AttendanceSheetView.of(sheet, await tx.findBy(AttendanceRecord, { sessionId }));
    });
  }

  /** The sheet of a session with the lines that the caller may see. */
  async read(actor: Actor, sessionId: string): Promise<AttendanceSheetView> {
    return this.work.read(actor, async (tx) => {
      const sheet = await tx.findOneBy(AttendanceSheet, { sessionId });
      if (!sheet) throw new AttendanceNotRecorded(sessionId);
      return AttendanceSheetView.of(sheet, await tx.findBy(AttendanceRecord, { sessionId }));
    });
  }
}
