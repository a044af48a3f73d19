import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'

/** For who came by a link and has not the right: says whose it is, and leads back. */
export function NotYours() {
  const { handle } = useHere()
  return (
    <div className="stack">
      <PageTitle title={t('people.notYours')} below={t('people.notYoursText')} />
      <div className="line">
        <ButtonLink to={room.today(handle)}>{t('app.toToday')}</ButtonLink>
      </div>
    </div>
  )
}
