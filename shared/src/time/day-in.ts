/** The day that it is in a zone at a moment: of "today", of readings and reports. Browsers ask `Intl` instead (`web/src/i18n/format.ts`). */
export const dayIn = (zone: string, at: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
