/** What is committed once and handled once: an order and the event that tells of it. */
export interface BenchEvent {
  id: string;
  total: number;
  note: string;
}

/** Bytes of one message at every contestant. */
export const MESSAGE_BYTES = 1024;
/** What a CloudEvents envelope of ours adds to its data. */
const ENVELOPE_BYTES = 503;

/** Ours wraps its data, so it gets less data for the same size of a message. */
export function noteFor(form: 'bare' | 'wrapped'): string {
  const taken = JSON.stringify({ id: '0'.repeat(36), total: 0, note: '' }).length;
  return 'x'.repeat(MESSAGE_BYTES - taken - (form === 'wrapped' ? ENVELOPE_BYTES : 0));
}
