import type { Me } from '#app/api.types.ts'
import { PasskeyLeft, passkeysWork } from '#app/passkey.ts'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { type SecondStep, usePasskeySignIn } from '../api/sign-in.ts'

/** The other way in, where the browser and the address allow it. A question put aside is no error. */
export function PasskeySignIn({
  sharedComputer,
  onDone,
}: {
  sharedComputer: boolean
  onDone: (answer: Me | SecondStep) => void
}) {
  const signIn = usePasskeySignIn()
  if (!passkeysWork()) return null
  const { error } = signIn
  const unknown = error instanceof Problem && error.status === 401
  return (
    <div className="stack">
      {error instanceof PasskeyLeft && (
        <p className="small" role="status">
          {t('session.passkeyLeft')}
        </p>
      )}
      {unknown && <Notice kind="trouble" title={t('session.passkeyUnknown')} text={t('session.passkeyUnknownText')} />}
      {!(error instanceof PasskeyLeft) && !unknown && <FormTrouble error={error} />}
      <div className="line">
        <Button
          kind="ink"
          icon="key-round"
          busy={signIn.isPending}
          onClick={() => signIn.mutate(sharedComputer, { onSuccess: onDone })}
        >
          {t('session.passkey')}
        </Button>
      </div>
      <p className="small muted">{t('session.orPassword')}</p>
    </div>
  )
}
