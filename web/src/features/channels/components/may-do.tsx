import type { Facts } from '@shelftalker/networks/port.ts'
import { useHere } from '#app/here.ts'
import { moment, shortDate } from '#i18n/format.ts'
import { type Key, pattern, t } from '#i18n/t.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { type Kind, type Line, said, sourceName } from '../said.ts'
import type { Channel } from '../types.ts'

const looks: Record<Kind, { icon: IconName; hue: string }> = {
  can: { icon: 'circle-check', hue: 'done' },
  hand: { icon: 'hand', hue: '' },
  cannot: { icon: 'circle-x', hue: '' },
  untold: { icon: 'circle-help', hue: 'unknown' },
}

/** What a channel may do and how much it takes, sentence by sentence, each with who says so and since when. */
export function MayDo({ facts, channel, byHand }: { facts: Facts; channel: Channel | null; byHand: boolean }) {
  return (
    <ul className="may">
      {said(facts, channel, byHand).map((line) => (
        <li key={line.key} className={looks[line.kind].hue}>
          <Icon name={looks[line.kind].icon} />
          <span>
            {sentence(line)}
            {line.from && <Source {...line.from} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The keys come out of a table, so their values are not known to the compiler; a test holds them to the catalogue. */
function sentence({ key, values }: Line): string {
  const tell = t as (key: Key, values: Record<string, number>) => string
  return pattern(key as Key, values.count) ? tell(key as Key, values) : key
}

function Source({ source, asOf, told }: NonNullable<Line['from']>) {
  const { zone } = useHere()
  const { before, link, after } = sourceName(source)
  // A day is no moment: read at noon, it is the same day in every zone.
  const since = asOf && (told ? moment(asOf, zone) : shortDate(`${asOf}T12:00:00Z`, 'UTC'))
  return (
    <small>
      {told ? t('channels.toldBy') : t('channels.source')} {before}
      {link && (told ? link.words : <a href={link.url}>{link.words}</a>)}
      {after}
      {since && <>, {since}</>}
    </small>
  )
}
