import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { clock, dateAndClock, dayIn, moment, shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import type { Delivery, Post } from '#posts/types.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { Stamp } from '#ui/stamp.tsx'
import { Mark, StateMark } from '#ui/state-mark.tsx'
import type { Place } from '../places.ts'
import { reasonWords } from '../reasons.ts'
import { Deeds } from './deeds.tsx'
import { KitPart } from './kit-part.tsx'
import { NotThis } from './not-this.tsx'

/** One channel: how it stands there, why, and what can be done about it. */
export function PlaceRow({ post, place, asked }: { post: Post; place: Place; asked: boolean }) {
  const { handle, library } = useHere()
  const channel = useQuery(postingChannelsQuery(handle)).data?.find(({ id }) => id === place.channel)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!asked) return
    row.current?.focus()
    row.current?.scrollIntoView({ block: 'center' })
  }, [asked])
  const { head, parts, changes, manual, removed } = place
  const network = networkName(place.network)
  const why = whyOf(place)
  const signIn = head.waitingFor === 'sign-in' || head.reason === 'sign-in' || head.reason === 'not-connected'
  return (
    <li ref={row} tabIndex={-1} aria-current={asked ? 'true' : undefined}>
      <div className="where">
        <NetworkMark network={place.network} />
        <h3>
          {manual ? t('post.onByHand', { network }) : t('post.on', { network })}
          {channel && channel.name !== network && <span className="sub">{channel.name}</span>}
          {place.language && <span className="sub">{place.language}</span>}
        </h3>
        {removed ? (
          <Mark icon="trash-2">{t('post.removed')}</Mark>
        ) : (
          <StateMark state={head.state} waitingFor={head.waitingFor} />
        )}
        {why && <p className="small">{why}</p>}
        {waits.has(head.state) && head.postVersion !== null && head.postVersion < post.version && (
          <p className="small">
            {t('post.older')}{' '}
            {mayChange(library, post.branch) && <Link to={room.write(handle, post.id)}>{t('post.scheduleAnew')}</Link>}
          </p>
        )}
        {head.state === 'held' && head.reason === 'no-use-after' && mayChange(library, post.branch) && (
          <p className="small">
            {t('post.spent')} <Link to={room.write(handle, post.id)}>{t('post.spentChange')}</Link>
          </p>
        )}
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
        {parts.length > 1 && <Parts parts={parts} />}
        {[head, ...changes]
          .filter(({ waitingFor }) => waitingFor === 'person')
          .map((one) => (
            <KitPart key={one.id} delivery={one} branch={post.branch} />
          ))}
        <Deeds post={post} place={place}>
          {parts.length === 1 && head.url && !removed && (
            <a className="button plain" href={head.url} target="_blank" rel="noreferrer">
              {t('post.seeIt')}
            </a>
          )}
          {head.state === 'unknown' && channel?.url && (
            <a className="button" href={channel.url} target="_blank" rel="noreferrer">
              <Icon name="external-link" />
              {t('post.lookOn', { network })}
            </a>
          )}
          {head.origin === 'network' && mayChange(library, post.branch) && <NotThis delivery={head.id} />}
          {signIn && head.state !== 'cancelled' && (
            <Link className="button" to={room.channel(handle, place.channel)}>
              <Icon name="log-in" />
              {t('today.do.sign-in')}
            </Link>
          )}
        </Deeds>
      </div>
      <div className="when">
        <WhenMark place={place} />
      </div>
    </li>
  )
}

const waits = new Set<Delivery['state']>(['scheduled', 'waiting', 'held'])

function whyOf({ head, parts, removed }: Place): string | null {
  if (removed) return null
  if (head.state === 'unknown') return t('post.unknownText', { network: networkName(head.network) })
  if (head.state === 'held') return [reasonWords(head.reason), t('post.heldText')].filter(Boolean).join(' ')
  if (head.state === 'partly')
    return t('post.partlyText', { out: parts.filter(({ state }) => state === 'published').length, parts: parts.length })
  if (head.origin === 'network') return t('post.nativeHere', { network: networkName(head.network) })
  if (head.state === 'published') return head.settledBy === 'person' ? t('post.byPerson') : null
  return reasonWords(head.reason)
}

/** An edit or a removal that is under way or stopped. */
function Change({ change }: { change: Delivery }) {
  const reason = reasonWords(change.reason)
  return (
    <p className="small line">
      <span>{t(change.kind === 'remove' ? 'post.removalUnderWay' : 'post.editUnderWay')}</span>
      <StateMark state={change.state} waitingFor={change.waitingFor} />
      {reason && <span>{reason}</span>}
    </p>
  )
}

function Parts({ parts }: { parts: Delivery[] }) {
  return (
    <ol className="threads small">
      {parts.map((part) => (
        <li key={part.id} className="line">
          <span>{t('post.part', { part: part.part, parts: part.parts })}</span>
          <StateMark state={part.state} waitingFor={part.waitingFor} />
          {part.url && (
            <a href={part.url} target="_blank" rel="noreferrer">
              {t('post.seeIt')}
            </a>
          )}
        </li>
      ))}
    </ol>
  )
}

/** A stamp for what has happened or is held; for what is to come its time. */
function WhenMark({ place: { head, parts, removed } }: { place: Place }) {
  const { zone } = useHere()
  const out = parts.findLast(({ publishedAt }) => publishedAt !== null)?.publishedAt
  if (removed) return <span className="small muted">{t('post.removed')}</span>
  if (out && head.state === 'published')
    return (
      <>
        <Stamp word={t('state.out')} date={shortDate(out, zone)} day={dayIn(out, zone)} />
        <span className="small num muted">{clock(out, zone)}</span>
      </>
    )
  if (head.state === 'held')
    return <Stamp held word={t('state.held')} date={shortDate(head.dueAt, zone)} day={dayIn(head.dueAt, zone)} />
  if (head.state === 'unknown') return <span className="small muted">{t('post.noStamp')}</span>
  if (head.state === 'cancelled') return null
  return (
    <time className="small muted" dateTime={head.dueAt} title={dateAndClock(head.dueAt, zone)}>
      {t('post.plannedFor', { at: moment(head.dueAt, zone) })}
    </time>
  )
}
