import { useSearchParams } from 'react-router'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** Why a sign-in at a network came to nothing, as the server's `SignInError`s name it; those without a library are shown at `/app`. */
const errors = ['not-allowed', 'denied', 'network', 'taken', 'other-account', 'other-handle', 'retired'] as const
type Code = (typeof errors)[number]

/** After the way to a network and back: what happened, and that nothing was changed. `again` is where to try once more. */
export function SignInError({ again }: { again: string | null }) {
  const [search] = useSearchParams()
  const code = search.get('error')
  if (!code) return null
  const known: Code = errors.find((one) => one === code) ?? 'network'
  return (
    <Notice kind="trouble" title={t(`channels.signInError.${known}`)} text={t(`channels.signInErrorText.${known}`)}>
      {again && <ButtonLink to={again}>{t('ui.tryAgain')}</ButtonLink>}
    </Notice>
  )
}
