import { Link } from 'react-router'
import { room } from '#app/address.ts'
import type { Today } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { titleIn } from '#posts/title.ts'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'

/** What was begun and has no time yet. */
export function Drafts({ items }: { items: Today['drafts'] }) {
  const { handle, zone } = useHere()
  return (
    <Section title={t('today.drafts')} count={items.length} className="part">
      <ul className="rows">
        {items.map((draft) => (
          <li key={draft.id} className="row">
            <Icon name="pencil" />
            <div>
              <Link className="over said" dir="auto" to={room.write(handle, draft.id)}>
                {titleIn(draft.title) || t('today.untitled')}
              </Link>
              <p className="small muted">{t('today.draftSaved', { at: moment(draft.updatedAt, zone) })}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
