import { PanelAppointedV1 } from '@app/contracts';
import { aPanel, aPanelPlan, aPlace, aSeat, now } from '../../test/builders.js';
import { PanelCompositionInvalid, ScoringAlreadyOpen } from './panel.errors.js';
import { Panel, type PanelPlan } from './panel.js';

const appoint = (plan: Partial<PanelPlan>) => () => Panel.appoint('panel', aPlace(), aPanelPlan(plan), now);
const faultsOf = (act: () => unknown): string[] => {
  try {
    act();
    return [];
  } catch (error) {
    return (error as PanelCompositionInvalid).pointers.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('a panel', () => {
  it('is appointed with one chair', () => {
    const { panel, panelAppointed } = appoint({})();

    expect(panel.memberIds).toHaveLength(6);
    expect(panelAppointed.contract).toBe(PanelAppointedV1);
    expect(panelAppointed.organizationId).toBe(panel.organizerId);
    expect(panelAppointed.data.members[0]).not.toHaveProperty('office');
  });

  it.each([
    ['nobody in the chair', { members: [aSeat(), aSeat(), aSeat()] }, '/members chair-missing'],
    ['two in the chair', { members: [aSeat('chair'), aSeat('chair'), aSeat()] }, '/members several-chairs'],
    [
      'a quorum above who scores',
      { members: [aSeat('chair'), aSeat(), aSeat('secretary')] },
      '/quorum quorum-above-members',
    ],
  ])('is not appointed with %s', (_, plan, fault) => {
    expect(faultsOf(appoint(plan))).toContain(fault);
  });

  it('gives nobody two seats', () => {
    const member = aSeat();

    const faults = faultsOf(appoint({ members: [aSeat('chair'), member, aSeat(), { ...member, role: 'secretary' }] }));

    expect(faults).toEqual(['/members/3/personId member-twice']);
  });

  it('lets the chair and members score, not the secretary', () => {
    const panel = aPanel();
    const byRole = (role: string) => panel.members.find((seat) => seat.role === role)!.personId;

    expect(['chair', 'member', 'secretary'].map((role) => panel.isScoredBy(byRole(role)))).toEqual([true, true, false]);
    expect(panel.isScoredBy('stranger')).toBe(false);
  });

  it('judges projects, a commission strategies', () => {
    expect([aPanel().judges, aPanel({ kind: 'commission' }).judges]).toEqual(['project', 'strategy']);
  });

  it('gives out the places of its timetable in order', () => {
    const panel = aPanel();

    expect([panel.takeSlots(2), panel.takeSlots(1)]).toEqual([[1, 2], [3]]);
  });

  it('opens scoring once', () => {
    const panel = aPanel();
    panel.openScoring(now);

    expect(() => panel.openScoring(now)).toThrow(ScoringAlreadyOpen);
  });
});
