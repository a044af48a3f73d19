import type { FormEvent, ReactNode } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'

/** One question: its words, its control, and the three ways on: back, later, next. */
export function StepFrame({
  title,
  text,
  next,
  busy,
  onNext,
  onSkip,
  onBack,
  children,
}: {
  title: string
  text: ReactNode
  next: string
  busy: boolean
  onNext: () => void
  onSkip: () => void
  onBack: (() => void) | null
  children: ReactNode
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onNext()
  }
  return (
    <form className="stack step" onSubmit={submit}>
      <div className="stack">
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      {children}
      <div className="line ends">
        {onBack ? (
          <Button kind="plain" onClick={onBack}>
            {t('setup.back')}
          </Button>
        ) : (
          <span />
        )}
        <span className="line">
          <Button onClick={onSkip}>{t('setup.skip')}</Button>
          <Button kind="ink" type="submit" busy={busy}>
            {next}
          </Button>
        </span>
      </div>
    </form>
  )
}
