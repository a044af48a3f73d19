import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'

/** What can be done with one of the post's pictures or videos. `name` says which one to those who hear it. */
export function MediaMenu({
  name,
  number,
  of,
  move,
  remove,
}: {
  name: string
  number: number
  of: number
  move: (by: number) => void
  remove: () => void
}) {
  return (
    <Menu
      className="button square"
      button={
        <>
          <Icon name="ellipsis" />
          <span className="sr">{name}</span>
        </>
      }
    >
      {number > 1 && (
        <MenuItem icon="chevron-left" act={() => move(-1)}>
          {t('composer.earlier')}
        </MenuItem>
      )}
      {number < of && (
        <MenuItem icon="chevron-right" act={() => move(1)}>
          {t('composer.later')}
        </MenuItem>
      )}
      <MenuItem icon="trash-2" act={remove}>
        {t('composer.takeOut')}
      </MenuItem>
    </Menu>
  )
}
