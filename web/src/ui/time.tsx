import { clock, dateAndClock, longDate, moment, shortDate } from '#i18n/format.ts'

const ways = { clock, dateAndClock, longDate, shortDate, moment }

/** A moment (`at`, RFC 3339) as it reads in `zone`. The zone's name stands once on a screen, not in every time. */
export function Time({ at, zone, as = 'moment' }: { at: string; zone: string; as?: keyof typeof ways }) {
  return (
    <time dateTime={at} className="num" dir="auto">
      {ways[as](at, zone)}
    </time>
  )
}
