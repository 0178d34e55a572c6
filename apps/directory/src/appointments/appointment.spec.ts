import { anAppointment } from '../../test/builders.js';
import { AppointmentAlreadyEnded, AppointmentEndsBeforeItBegins } from './appointment.errors.js';

describe('Appointment', () => {
  it('may last one day', () => {
    expect(anAppointment({ from: '2025-02-03', until: '2025-02-03' }).until).toBe('2025-02-03');
  });

  it('refuses to end before it begins', () => {
    expect(() => anAppointment({ from: '2025-02-03', until: '2025-02-02' })).toThrow(AppointmentEndsBeforeItBegins);
  });

  describe('while it lasts', () => {
    it('ends on the given day', () => {
      const appointment = anAppointment({ from: '2020-01-15', until: null });

      appointment.end('2025-06-30');

      expect(appointment).toMatchObject({ until: '2025-06-30', version: 2 });
    });

    it('refuses a last day before the first', () => {
      const appointment = anAppointment({ from: '2020-01-15', until: null });

      expect(() => appointment.end('2020-01-14')).toThrow(AppointmentEndsBeforeItBegins);
      expect(appointment).toMatchObject({ until: null, version: 1 });
    });
  });

  describe('when ended', () => {
    it('does not end again', () => {
      const appointment = anAppointment({ from: '2020-01-15', until: '2025-06-30' });

      expect(() => appointment.end('2025-07-31')).toThrow(AppointmentAlreadyEnded);
    });
  });
});
