import { Link, useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayChange, mayPublish } from '#app/may.ts'
import { clock, dayIn, longDate, moment, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Post } from '#posts/types.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem, MenuLink } from '#ui/menu.tsx'
import { Marks } from '#ui/network-mark.tsx'
import { PageTitle } from '#ui/page.tsx'
import { toast } from '#ui/toast.tsx'
import { useBin } from '../api/deeds.ts'
import type { Place } from '../places.ts'

/** Title, where and when, and what can be done with the post as a whole. */
export function Head({ post, places }: { post: Post; places: Place[] }) {
  const { handle, zone, library } = useHere()
  const mine = mayChange(library, post.branch)
  const navigate = useNavigate()
  const { bin, restore } = useBin(handle, post.id)
  const first = places.map(({ head }) => head.dueAt).toSorted()[0]
  const idle = places.every(({ parts }) => parts.every(({ state }) => state === 'cancelled'))
  const title = post.title || t('today.untitled')
  const who = post.createdBy?.name ?? t('post.program')
  const toBin = () =>
    bin.mutate(undefined, {
      onSuccess: () => {
        toast(t('post.inBin', { title }), () => restore.mutate())
        navigate(room.today(handle))
      },
      onError: () => toast(t('post.notBinned')),
    })
  return (
    <PageTitle
      title={title}
      above={
        first && (
          <>
            <Link to={`${room.calendar(handle)}?at=${dayIn(first, zone)}`}>{t('app.calendar')}</Link>
            {` / ${longDate(first, zone)}`}
          </>
        )
      }
      below={
        <span className="line">
          {places.length > 0 && <Marks networks={[...new Set(places.map(({ network }) => network))]} />}
          <span>
            {first
              ? t('post.byAt', { name: who, at: clock(first, zone), zone: zoneName(zone) })
              : t('post.savedBy', { name: who, at: moment(post.updatedAt, zone) })}
          </span>
        </span>
      }
      actions={
        mayPublish(library.role) && (
          <>
            <ButtonLink icon="copy" to={`${room.newPost(handle)}?from=${post.id}`}>
              {t('post.useAgain')}
            </ButtonLink>
            <Menu
              className="button"
              button={
                <>
                  <Icon name="ellipsis" />
                  {t('post.more')}
                </>
              }
            >
              <MenuLink icon="list" to={room.history(handle, post.id)}>
                {t('post.history')}
              </MenuLink>
              {mine && (
                <MenuLink icon="pencil" to={room.write(handle, post.id)}>
                  {t('post.change')}
                </MenuLink>
              )}
              {mine && idle && !post.binnedAt && (
                <MenuItem icon="trash-2" act={toBin}>
                  {t('post.bin')}
                </MenuItem>
              )}
            </Menu>
          </>
        )
      }
    />
  )
}
