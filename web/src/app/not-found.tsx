import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { room } from './address.ts'
import { useHere } from './here.ts'

export function NotFound() {
  const { handle } = useHere()
  return (
    <>
      <PageTitle title={t('app.notFound')} below={t('app.notFoundText')} />
      <div className="line">
        <ButtonLink to={room.today(handle)}>{t('app.toToday')}</ButtonLink>
      </div>
    </>
  )
}
