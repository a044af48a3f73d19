import { useQuery } from '@tanstack/react-query'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayManage, mayPublish } from '#app/may.ts'
import { libraryQuery } from '#app/query.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'

/** What a new library does next. `channels` counts the Bulletin too. Every step can wait. */
export function FirstSteps({ channels }: { channels: number }) {
  const { handle, library: mine } = useHere()
  const { data: library } = useQuery(libraryQuery(handle))
  const manages = mayManage(mine.role)
  // The five that the first run asks (`/app/{handle}/start`).
  const left = library ? 5 - Object.keys(library.firstRun).length : 0
  const others = Math.max(0, channels - 1)
  return (
    <Section title={t('today.first')} className="part">
      <p>
        {t('today.firstText')} <span className="muted small">{t('today.firstSource')}</span>
      </p>
      {left > 0 && manages && (
        <div className="line">
          <ButtonLink icon="arrow-right" to={room.firstRun(handle)}>
            {t('today.firstGoOn', { count: left })}
          </ButtonLink>
        </div>
      )}
      <ol className="steps">
        <li className="ok">
          <span className="dot">
            <Icon name="check" />
          </span>
          <div>
            <b>{t('today.stepBulletin')}</b>
            <small className="muted">{t('today.stepBulletinText')}</small>
          </div>
        </li>
        <li className={others ? 'ok' : undefined}>
          <span className="dot">{others ? <Icon name="check" /> : 2}</span>
          <div>
            <b>{t('today.stepChannel')}</b>
            <small className="muted">
              {others ? t('today.stepChannelDone', { count: others }) : t('today.stepChannelText')}
            </small>
            {manages && <ButtonLink to={room.channels(handle)}>{t('today.addChannel')}</ButtonLink>}
          </div>
        </li>
        <li aria-current="step">
          <span className="dot">3</span>
          <div>
            <b>{t('today.stepPost')}</b>
            <small className="muted">{t('today.stepPostText')}</small>
            {mayPublish(mine.role) && (
              <ButtonLink kind="ink" icon="pencil" to={room.newPost(handle)}>
                {t('app.newPost')}
              </ButtonLink>
            )}
          </div>
        </li>
      </ol>
    </Section>
  )
}
