import type { ServiceActor } from '@app/service-kit';

/** This service when it acts by itself: in consumers and sweeps, when it signs, and for the public pages. */
export const certification: ServiceActor = { kind: 'service', name: 'certification' };
