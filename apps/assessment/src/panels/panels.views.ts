import { ApiProperty } from '@nestjs/swagger';
import type { Localized, PersonName } from '@app/contracts';
import { ConflictView } from '../conflicts/conflicts.dto.js';
import { LocalizedText } from '../fields.dto.js';
import type { Outcome } from '../decisions/decision.js';
import { PagePosition } from '../paging.dto.js';
import type { Project, ProjectStatus } from '../projects/project.js';
import { PersonNameView } from '../projects/projects.views.js';
import { AppointmentOrderDto } from './panels.dto.js';
import type { AppointmentOrder, Panel, PanelKind, SeatRole } from './panel.js';

/** A seat with the names of today and the office of the day of the appointment. */
export class SeatView {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: PersonNameView, nullable: true }) name: PersonName | null;
  @ApiProperty({ format: 'uuid' }) organizationId: string;
  @ApiProperty({ type: LocalizedText, nullable: true }) organizationName: Localized | null;
  @ApiProperty({ enum: ['chair', 'member', 'secretary'] }) role: SeatRole;
  @ApiProperty({ type: LocalizedText, nullable: true }) office: Localized | null;
  @ApiProperty({ type: String, nullable: true, description: 'An interest that the member judges with, disclosed' })
  disclosed: string | null;
}

/** A project's place in the panel's timetable. */
export class SlotView {
  @ApiProperty() slot: number;
  @ApiProperty({ format: 'uuid' }) projectId: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: ['submitted', 'scoring', 'evaluated'] }) status: ProjectStatus;
  @ApiProperty({ enum: ['passed', 'failed', 'revise'], nullable: true }) outcome: Outcome | null;

  static of({ slot, id, title, status, outcome }: Project): SlotView {
    return { slot: slot!, projectId: id, title, status, outcome };
  }
}

/** A panel in a list. */
export class PanelItem {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) cohortId: string;
  @ApiProperty({ enum: ['panel', 'commission'] }) kind: PanelKind;
  @ApiProperty({ type: LocalizedText }) title: Localized;
  @ApiProperty() quorum: number;
  @ApiProperty({ format: 'uuid' }) rubricId: string;
  @ApiProperty({ type: AppointmentOrderDto, nullable: true }) appointmentOrder: AppointmentOrder | null;
  @ApiProperty({ type: String, format: 'date-time' }) appointedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) scoringOpenedAt: Date | null;
  @ApiProperty() version: number;

  static of(panel: Panel): PanelItem {
    const { id, cohortId, kind, title, quorum, rubricId, appointmentOrder, appointedAt, scoringOpenedAt, version } =
      panel;
    return { id, cohortId, kind, title, quorum, rubricId, appointmentOrder, appointedAt, scoringOpenedAt, version };
  }
}

/** A panel with its seats, and the projects and conflicts that the caller may know of. */
export class PanelView extends PanelItem {
  @ApiProperty({ type: [SeatView] }) members: SeatView[];
  @ApiProperty({ type: [SlotView] }) projects: SlotView[];
  @ApiProperty({ type: [ConflictView] }) conflicts: ConflictView[];
}

/** One page of panels. */
export class PanelPage {
  @ApiProperty({ type: [PanelItem] }) data: PanelItem[];
  @ApiProperty({ type: PagePosition }) page: PagePosition;
}
