import { defineFact, type DataOf } from '../event.js';
import { Code, Instant, oneOf, Uuid } from '../vocabulary.js';

/**
 * A member of a panel turned out to be in conflict with a project. Published once per member and project.
 */
export const PanelConflictFoundV1 = defineFact(
  'assessment.panel.conflict-found.v1',
  { audience: 'organizer' },
  {
    projectId: Uuid,
    personId: Uuid,
    /** `same-organization`, `parent-organization`, `consultant`, `mentor`, `declared` … */
    reason: Code,
    /** Excluded from this project, or allowed with disclosure in the protocol. */
    resolution: oneOf('excluded', 'disclosed'),
    foundAt: Instant,
  },
);
export type PanelConflictFoundV1 = DataOf<typeof PanelConflictFoundV1>;
