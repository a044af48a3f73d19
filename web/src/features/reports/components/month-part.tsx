import { Link } from 'react-router'
import { calendarSearch, room } from '#app/address.ts'
import type { MonthReport } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { figure } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Notice } from '#ui/notice.tsx'
import { Scroller } from '#ui/scroller.tsx'
import { Section } from '#ui/section.tsx'

const ACTS = ['engagement.comments', 'engagement.shares', 'engagement.reactions'] as const
type Row = MonthReport['channels'][number]

/** A row for each channel. Missing is said, never 0. */
export function MonthPart({ month }: { month: MonthReport }) {
  return (
    <Section title={t('reports.byChannel')}>
      {!month.complete && <Notice icon="hourglass" title={t('reports.unfinished')} />}
      {month.channels.length === 0 ? (
        <p className="muted">{t('reports.nothing')}</p>
      ) : (
        <Scroller label={t('reports.byChannel')}>
          <table className="table by-channel">
            <thead>
              <tr>
                <th scope="col">{t('reports.channel')}</th>
                <th scope="col" className="fig">
                  {t('reports.posts')}
                </th>
                <th scope="col" className="fig">
                  {t('reports.followers')}
                </th>
                {ACTS.map((act) => (
                  <th key={act} scope="col" className="fig">
                    {t(`reports.act.${act}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {month.channels.map((row) => (
                <ChannelRow key={row.id} of={row} month={month} />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      <p className="small muted">{t('reports.neverAdded')}</p>
    </Section>
  )
}

function ChannelRow({ of: row, month }: { of: Row; month: MonthReport }) {
  const { handle } = useHere()
  const { followers, followersBefore } = row
  const posts = calendarSearch({ view: 'list', at: month.month, channels: [row.id] })
  const change = followers && followersBefore ? followers.value - followersBefore.value : null
  return (
    <tr>
      <th scope="row">
        <span className="line">
          <NetworkMark network={row.network} />
          <Link to={room.channel(handle, row.id)}>{row.name}</Link>
        </span>
      </th>
      <td className="fig" data-label={t('reports.posts')}>
        <Link className="figure" to={`${room.calendar(handle)}${posts}`}>
          {figure(row.posts)}
        </Link>
        <small className="muted below">{t('reports.before', { count: figure(row.before) })}</small>
      </td>
      <td className="fig" data-label={t('reports.followers')}>
        {followers ? figure(followers.value) : <span className="nofig">{t('reports.noFigure')}</span>}
        {change !== null && (
          <small className="muted below">
            {t('reports.since', { change: `${change > 0 ? '+' : ''}${figure(change)}` })}
          </small>
        )}
      </td>
      {ACTS.map((act) => {
        const found = row.acts.find(({ measure }) => measure === act)
        return (
          <td key={act} className="fig" data-label={t(`reports.act.${act}`)}>
            {found?.value == null ? (
              <span className="nofig">{t('reports.noFigure')}</span>
            ) : (
              <>
                {figure(found.value)}
                <small className="muted below">{t('reports.ofPosts', { count: found.n })}</small>
              </>
            )}
          </td>
        )
      })}
    </tr>
  )
}
