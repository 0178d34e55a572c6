import { Type, type Static } from 'typebox';

/** UUID (v7 where we make it). */
export const Uuid = Type.String({ format: 'uuid' });
/** RFC 3339 instant in UTC. */
export const Instant = Type.String({ format: 'date-time' });
/** Calendar day, `2026-02-03`. */
export const Day = Type.String({ format: 'date' });
/** Short machine-readable word: letters, digits, dots, slashes, dashes. */
export const Code = Type.String({ pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}./_-]{0,63}$' });
/** ISO 3166-1 alpha-2. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$' });

/** A content field in three equal languages; at least one is present, the reader falls back visibly. */
export const Localized = Type.Object(
  { kk: Type.Optional(Type.String()), ru: Type.Optional(Type.String()), en: Type.Optional(Type.String()) },
  { minProperties: 1 },
);
export type Localized = Static<typeof Localized>;

/** A person's name as shown and printed: in Cyrillic (Kazakh or Russian spelling) and in Latin letters. */
export const PersonName = Type.Object({ cyrillic: Type.String(), latin: Type.String() });
export type PersonName = Static<typeof PersonName>;

/** Kinds of document that certification issues (one registry, one public verification). */
export const DocumentKind = Type.Union([
  Type.Literal('completion-certificate'),
  Type.Literal('retraining-certificate'),
  Type.Literal('participation-record'),
  Type.Literal('acknowledgment'),
]);
export type DocumentKind = Static<typeof DocumentKind>;

/** A union of string literals: closed sets that consumers may switch over. */
export function oneOf<T extends string[]>(...values: [...T]) {
  return Type.Enum<T>(values);
}
