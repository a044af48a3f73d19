import type { Me } from '#app/api.types.ts'
import { Problem } from '#app/problem.ts'
import { clock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { useSecondStep } from '../api/sign-in.ts'

/** After the password: six digits of the app, or a code from paper. Nobody is in before. */
export function SecondStepForm({
  secondStep,
  onDone,
  onBack,
}: {
  secondStep: string
  onDone: (me: Me) => void
  onBack: () => void
}) {
  const take = useSecondStep()
  const form = useForm({ code: '' }, take.error)
  const { error } = take
  const wrong = error instanceof Problem && error.status === 401 ? error : null
  const rest = error instanceof Problem && error.status === 429 ? error : null
  const left = wrong?.document.triesLeft
  const submit = form.onSubmit(({ code }) => {
    take.mutate({ secondStep, code }, { onSuccess: onDone })
    form.set('code', '')
  })
  return (
    <form className="stack roomy" onSubmit={submit} ref={form.ref}>
      <p>{t('session.stepText')}</p>
      {rest && <Notice kind="wait" icon="hourglass" title={restTitle(rest)} text={t('session.stepRestText')} />}
      {!wrong && !rest && <FormTrouble error={error} names={form.names} />}
      <TextField
        {...form.field('code')}
        label={t('session.code')}
        hint={t('session.codeHint')}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        error={
          wrong &&
          `${t('session.codeWrong')}${typeof left === 'number' ? ` ${t('session.triesLeft', { count: left })}` : ''}`
        }
        // The page has just asked for it: who has the code before her types it at once.
        autoFocus
        required
      />
      <div className="line">
        <Button kind="ink" type="submit" busy={take.isPending}>
          {t('session.signIn')}
        </Button>
        <Button kind="plain" onClick={onBack}>
          {t('session.stepBack')}
        </Button>
      </div>
    </form>
  )
}

/** At the door no library is known yet, so the clock is the device's. */
export function restTitle(rest: Problem): string {
  if (rest.retryAt === null) return rest.message
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return t('session.rest', { at: clock(new Date(rest.retryAt).toISOString(), zone) })
}
