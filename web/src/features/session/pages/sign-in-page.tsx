import { useNavigate, useSearchParams } from 'react-router'
import { safeBack } from '#app/address.ts'
import { Door } from '#app/door.tsx'
import { rich } from '#i18n/rich.tsx'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { PageTitle } from '#ui/page.tsx'
import { SignInForm } from '../components/sign-in-form.tsx'

/** `/app/sign-in?back=`: goes back to where the person was. */
export function SignInPage() {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  return (
    <Door>
      <div className="enter">
        <div className="stack roomy">
          <PageTitle title={t('session.signIn')} />
          <SignInForm onDone={() => navigate(safeBack(params.get('back')), { replace: true })} />
        </div>
        <div className="stack">
          <p className="said lead">{t('session.lead')}</p>
          <ul className="checks">
            <li>
              <Icon name="key-round" />
              <span>{rich('session.newHereText', { lead: <b>{t('session.newHere')}</b> })}</span>
            </li>
            <li>
              <Icon name="lock" />
              <span>{rich('session.sharedDeskText', { lead: <b>{t('session.sharedDesk')}</b> })}</span>
            </li>
          </ul>
        </div>
      </div>
    </Door>
  )
}
