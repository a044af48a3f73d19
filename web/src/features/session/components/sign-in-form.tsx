import { useState } from 'react'
import { Link } from 'react-router'
import type { Me } from '#app/api.types.ts'
import { passkeysWork } from '#app/passkey.ts'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Check, SecretField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { type SecondStep, useSignIn } from '../api/sign-in.ts'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { restTitle, SecondStepForm } from './second-step-form.tsx'

/** Email and password, a passkey, and the second step where it is on. A wrong try keeps the email and says how many are left; too many say until when they rest. */
export function SignInForm({ email = '', onDone }: { email?: string; onDone: (me: Me) => void }) {
  const signIn = useSignIn()
  const form = useForm({ email, password: '' }, signIn.error)
  const [sharedComputer, setShared] = useState(false)
  const wrong = signIn.error instanceof Problem && signIn.error.status === 401 ? signIn.error : null
  const rest = signIn.error instanceof Problem && signIn.error.status === 429 ? signIn.error : null

  const [step, setStep] = useState<string | null>(null)
  const next = (answer: Me | SecondStep) => ('secondStep' in answer ? setStep(answer.secondStep) : onDone(answer))

  const submit = form.onSubmit((values) => {
    signIn.mutate({ ...values, sharedComputer }, { onSuccess: next })
    form.set('password', '')
  })
  if (step) return <SecondStepForm secondStep={step} onDone={onDone} onBack={() => setStep(null)} />
  return (
    <form className="stack roomy" onSubmit={submit} ref={form.ref}>
      <PasskeySignIn sharedComputer={sharedComputer} onDone={next} />
      {rest && <Notice kind="wait" icon="hourglass" title={restTitle(rest)} text={t('session.restText')} />}
      {!wrong && !rest && <FormTrouble error={signIn.error} names={form.names} />}
      <TextField {...form.field('email')} label={t('session.email')} type="email" autoComplete="username" required />
      <SecretField
        {...form.field('password')}
        label={t('session.password')}
        autoComplete="current-password"
        data-first={email ? true : undefined}
        error={wrong && wrongText(wrong)}
        required
      />
      <Check label={t('session.shared')} checked={sharedComputer} onChange={setShared} />
      <div className="line">
        <Button kind={passkeysWork() ? 'paper' : 'ink'} type="submit" busy={signIn.isPending}>
          {t('session.signIn')}
        </Button>
        <Link to="/app/reset">{t('session.forgotten')}</Link>
      </div>
    </form>
  )
}

function wrongText(wrong: Problem): string {
  const left = wrong.document.triesLeft
  return typeof left === 'number'
    ? `${t('session.wrong')} ${t('session.triesLeft', { count: left })}`
    : t('session.wrong')
}
