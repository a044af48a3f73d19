import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { figure } from '#i18n/format.ts'
import { type PlainKey, t, told } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Scroller } from '#ui/scroller.tsx'
import { Section } from '#ui/section.tsx'
import { readingsQuery } from '../api/readings.ts'
import { AGES, type Age, type Cell, figureRows } from '../figures.ts'

const ages: Record<Age, PlainKey> = {
  '1h': 'post.age1h',
  '1d': 'post.age1d',
  '7d': 'post.age7d',
  '28d': 'post.age28d',
}

/** What people did with the post, at equal ages. `parts`: how much of it is out by machine, by channel: so figures are coming. */
export function FiguresPart({
  of,
  parts,
}: {
  of: { post: string } | { delivery: string }
  parts: Map<string, number>
}) {
  const { handle } = useHere()
  const readings = useQuery(readingsQuery(handle, of))
  const channels = useQuery(postingChannelsQuery(handle)).data ?? []
  const rows = figureRows(readings.data ?? [], parts)
  if (rows.length === 0)
    return parts.size > 0 && readings.data ? (
      <Section title={t('post.figures')} className="part">
        <p className="muted">{t('post.figuresLater')}</p>
      </Section>
    ) : null
  return (
    <Section title={t('post.figures')} className="part">
      <Scroller label={t('post.figuresTable')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('post.figure')}</th>
              {AGES.map((age) => (
                <th key={age} scope="col" className="fig">
                  {t(ages[age])}
                </th>
              ))}
            </tr>
          </thead>
          {/* Two channels of one network have rows of the same name: each stands under its channel's. */}
          {Array.from(
            Map.groupBy(rows, (row) => row.channel),
            ([id, figures]) => {
              const channel = channels.find((one) => one.id === id)
              return (
                <tbody key={id}>
                  {channel && (
                    <tr>
                      <th scope="rowgroup" colSpan={1 + AGES.length}>
                        <span className="line">
                          <NetworkMark network={channel.network} />
                          {channel.name}
                        </span>
                      </th>
                    </tr>
                  )}
                  {figures.map((row) => (
                    <tr key={row.measure}>
                      <th scope="row" title={row.native}>
                        {told(`post.measure.${row.measure}`, row.native)}
                      </th>
                      {AGES.map((age) => (
                        <td key={age} className="fig">
                          <Value of={row.at[age]} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              )
            },
          )}
        </table>
      </Scroller>
      <p className="small muted">{t('post.figuresText')}</p>
    </Section>
  )
}

function Value({ of: cell }: { of: Cell | null }) {
  if (!cell) return <span className="nofig">{t('post.notYet')}</span>
  if (cell.value === null)
    return <span className="nofig">{told(`post.missing.${cell.missing}`, t('post.noFigure'))}</span>
  return <>{figure(cell.value)}</>
}
