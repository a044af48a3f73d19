import { type CSSProperties, type DragEvent, memo } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { Marks, networkName } from '#ui/network-mark.tsx'
import { lookOf } from '#ui/state-mark.tsx'
import { timeOf } from '../names.ts'
import type { Shown } from '../sift.ts'
import { type Calendar, leadOf } from '../stand.ts'
import { type Acts, PostMenu } from './post-menu.tsx'

/** Gives a post to the pointer. Only an addition: the menu does the same. */
export interface Drag {
  start: (item: Shown, event: DragEvent<HTMLElement>) => void
  end: () => void
}

/** A post on its day: when, how it stands, what it is called. `small` in a cell of a month: the state is an icon with its word unseen. */
export const PostItem = memo(function PostItem({
  item,
  channels,
  acts,
  small,
  short,
  reachable = true,
  drag,
  style,
}: {
  item: Shown
  channels: Calendar['channels']
  acts: Acts
  small?: boolean
  /** One line of its name: others need the room. */
  short?: boolean
  reachable?: boolean
  drag?: Drag | undefined
  style?: CSSProperties
}) {
  const { handle } = useHere()
  const lead = leadOf(item.seen)
  const look = lookOf(lead.state, lead.waitingFor)
  const networks = (places: number[]) => [
    ...new Set(places.map((at) => channels[at]?.network).filter((it) => it !== undefined)),
  ]
  const where = lead.all ? null : listed(networks(lead.channels).map(networkName))
  const word = item.native
    ? t('calendar.native')
    : where
      ? t('calendar.stateOn', { state: t(look.word), where })
      : t(look.word)
  return (
    <li
      className={`it${item.native ? ' native' : ''}${short ? ' short' : ''}`}
      style={style}
      data-post={item.post}
      draggable={drag !== undefined}
      onDragStart={drag && ((event) => drag.start(item, event))}
      onDragEnd={drag?.end}
    >
      <Link
        to={item.native ? room.delivery(handle, item.post) : room.post(handle, item.post)}
        tabIndex={reachable ? undefined : -1}
        draggable={false}
      >
        <span className="t">
          <time dateTime={item.at} className="num" dir="auto">
            {timeOf(item.at)}
          </time>
          <span className={`state ${look.hue}`}>
            <Icon name={look.icon} />
            <span className={small ? 'sr' : undefined}>{word}</span>
          </span>
        </span>
        <span className="w" dir="auto">
          {item.title || t('calendar.untitled')}
        </span>
        {small ? (
          <span className="sr">{listed(networks(item.seen.map((one) => one.channel)).map(networkName))}</span>
        ) : (
          <Marks networks={networks(item.seen.map((one) => one.channel))} />
        )}
      </Link>
      <PostMenu item={item} acts={acts} reachable={reachable} />
    </li>
  )
})
