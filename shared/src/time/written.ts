/**
 * A moment as the product writes it: in English "AM" is written "am" and stays on the line of its hour, everywhere alike
 * (rooms, public page, letters). Other languages keep their own way.
 * @param formatter made for the reader's language and the library's zone
 */
export function written(formatter: Intl.DateTimeFormat, at: Date): string {
  return (
    formatter
      .formatToParts(at)
      .map((part) => (part.type === 'dayPeriod' && /^[AP]M$/.test(part.value) ? part.value.toLowerCase() : part.value))
      .join('')
      // "am" alone on the next line tells nobody anything.
      .replace(/\s(?=[ap]m$)/, '\u00a0')
  )
}
