import { ApiProperty } from '@nestjs/swagger';
import type { Localized } from '@app/contracts';
import { ConflictView } from '../conflicts/conflicts.dto.js';
import { DecisionView } from '../decisions/decisions.views.js';
import { LocalizedText } from '../fields.dto.js';
import { AppointmentOrderDto } from '../panels/panels.dto.js';
import type { AppointmentOrder, PanelKind } from '../panels/panel.js';
import { SeatView } from '../panels/panels.views.js';
import { AuthorView } from '../projects/projects.views.js';
import { AggregateView } from '../aggregates/aggregate.views.js';

/** A member's line in the minutes: the seat, and the interest in the program that goes with its organization. */
export class ProtocolSeatView extends SeatView {
  @ApiProperty({
    enum: ['organizer', 'commissioner'],
    isArray: true,
    description: 'Interests that are disclosed, not excluded',
  })
  disclosures: ('organizer' | 'commissioner')[];
}

/** What the minutes say about one project. */
export class ProtocolLineView {
  @ApiProperty() slot: number;
  @ApiProperty({ format: 'uuid' }) projectId: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [AuthorView] }) authors: AuthorView[];
  @ApiProperty({ type: AggregateView }) aggregate: AggregateView;
  @ApiProperty({ type: DecisionView, nullable: true }) decision: DecisionView | null;
}

/** The numbered minutes of a panel. */
export class ProtocolView {
  @ApiProperty({ format: 'uuid' }) panelId: string;
  @ApiProperty({ enum: ['panel', 'commission'] }) kind: PanelKind;
  @ApiProperty({ type: LocalizedText }) title: Localized;
  @ApiProperty({ type: AppointmentOrderDto, nullable: true }) appointmentOrder: AppointmentOrder | null;
  @ApiProperty() quorum: number;
  @ApiProperty({ description: 'Numbers of the minutes that decisions were recorded under' }) protocolNumbers: string[];
  @ApiProperty({ type: [ProtocolSeatView] }) members: ProtocolSeatView[];
  @ApiProperty({ type: [ConflictView] }) conflicts: ConflictView[];
  @ApiProperty({ type: [ProtocolLineView] }) projects: ProtocolLineView[];
}
