import { type PlainKey, t } from '#i18n/t.ts'
import { PageTitle } from '#ui/page.tsx'

const steps: { title: PlainKey; text: PlainKey }[] = [
  { title: 'setup.stepLibrary', text: 'setup.stepLibraryText' },
  { title: 'setup.stepYou', text: 'setup.stepYouText' },
  { title: 'setup.stepChannel', text: 'setup.stepChannelText' },
  { title: 'setup.stepPost', text: 'setup.stepPostText' },
]
/** The first two are on this page; Today goes on with the others. */
const onThisPage = 2

/** What comes, beside the form. */
export function Steps() {
  return (
    <div className="stack">
      <PageTitle title={t('setup.title')} below={t('setup.text')} />
      <ol className="steps" aria-label={t('setup.steps')}>
        {steps.map(({ title, text }, at) => (
          <li key={title} aria-current={at < onThisPage ? 'step' : undefined}>
            <span className="dot" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <b>{t(title)}</b>
              <small className="muted">{t(text)}</small>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
