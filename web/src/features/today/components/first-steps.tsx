import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'

/** What a new library does next. `channels` counts the Bulletin too. Every step can wait. */
export function FirstSteps({ channels }: { channels: number }) {
  const { handle } = useHere()
  const others = Math.max(0, channels - 1)
  return (
    <Section title={t('today.first')} className="part">
      <p>
        {t('today.firstText')} <span className="muted small">{t('today.firstSource')}</span>
      </p>
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
            <ButtonLink to={room.channels(handle)}>{t('today.addChannel')}</ButtonLink>
          </div>
        </li>
        <li aria-current="step">
          <span className="dot">3</span>
          <div>
            <b>{t('today.stepPost')}</b>
            <small className="muted">{t('today.stepPostText')}</small>
            <ButtonLink kind="ink" icon="pencil" to={room.newPost(handle)}>
              {t('app.newPost')}
            </ButtonLink>
          </div>
        </li>
      </ol>
    </Section>
  )
}
