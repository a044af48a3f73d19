import { memo } from 'react'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem, MenuLink } from '#ui/menu.tsx'
import type { Shown } from '../sift.ts'
import { canMove, whyNot } from '../stand.ts'

export interface Acts {
  move: (item: Shown) => void
  cancel: (item: Shown) => void
  /** Says why it stays. */
  cannot: (item: Shown) => void
}

/** What can be done about one post: all that dragging does, and more. */
export const PostMenu = memo(function PostMenu({
  item,
  acts,
  reachable,
}: {
  item: Shown
  acts: Acts
  reachable: boolean
}) {
  const { handle, library } = useHere()
  const why = whyNot(item)
  const changes = mayPublish(library.role) && canMove(item)
  return (
    <Menu
      className="button square plain more"
      tabIndex={reachable ? undefined : -1}
      button={
        <>
          <Icon name="ellipsis" />
          <span className="sr">{t('calendar.menuOf', { title: item.title || t('calendar.untitled') })}</span>
        </>
      }
    >
      <MenuLink icon="arrow-right" to={item.native ? room.delivery(handle, item.post) : room.post(handle, item.post)}>
        {t('calendar.open')}
      </MenuLink>
      {why && mayPublish(library.role) && (
        <p className="why" role="none">
          {t(why)}
        </p>
      )}
      {changes && (
        <MenuItem icon="calendar-days" act={() => acts.move(item)}>
          {t('calendar.move')}
        </MenuItem>
      )}
      {changes && (
        <MenuItem icon="circle-x" ruled act={() => acts.cancel(item)}>
          {t('calendar.cancel')}
        </MenuItem>
      )}
    </Menu>
  )
})
