import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'

/** `/app/{handle}/inbox`: says what it will be, and where one answers until then. */
export function InboxPage() {
  const { handle } = useHere()
  return (
    <div className="stack roomy">
      <PageTitle title={t('app.inbox')} />
      <div className="stack">
        <h2>{t('inbox.title')}</h2>
        <p>{t('inbox.text')}</p>
        <p className="small muted">{t('inbox.source')}</p>
        <div className="line">
          <ButtonLink icon="signpost" to={room.channels(handle)}>
            {t('inbox.channels')}
          </ButtonLink>
        </div>
      </div>
    </div>
  )
}
