import { useQuery } from '@tanstack/react-query'
import type { Forgetting } from '#app/api.types.ts'
import { Loading } from '#app/boundary.tsx'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon, type IconName } from '#ui/icon.tsx'
import { toast } from '#ui/toast.tsx'
import { forgettingQuery, useForget } from '../api/forget.ts'

/**
 * Says exactly what goes for good and what stays; then a proof is asked for, and it is done.
 * @param own she removes her own name
 */
export function ForgetDialog({
  person,
  name,
  own = false,
  onClose,
  onDone,
}: {
  person: string
  name: string
  own?: boolean
  onClose: () => void
  onDone: () => void
}) {
  const told = useQuery(forgettingQuery(person))
  const forget = useForget(person)
  const done = () => {
    toast(t('leaving.done'))
    onDone()
  }
  return (
    <Dialog
      title={own ? t('leaving.askOwn') : t('leaving.ask', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {told.data && (
            <Button
              kind="grave"
              icon="trash-2"
              busy={forget.isPending}
              onClick={() => forget.mutate(undefined, { onSuccess: done })}
            >
              {t('leaving.do')}
            </Button>
          )}
        </>
      }
    >
      <FormTrouble error={forget.error ?? told.error} />
      {told.isPending && <Loading />}
      {told.data && (
        <>
          <p>{own ? t('leaving.noWayBackOwn') : t('leaving.noWayBack')}</p>
          <Told of={told.data} own={own} />
          <p className="small muted">{t('leaving.backups')}</p>
        </>
      )}
    </Dialog>
  )
}

function Told({ of: { name, email, goes, stays }, own }: { of: Forgetting; own: boolean }) {
  return (
    <>
      <h3>{t('leaving.goes')}</h3>
      <ul className="checks">
        <Line icon="user" text={t('leaving.goesName', { name })} />
        <Line icon="mail" text={t('leaving.goesEmail', { email })} />
        <Line icon="log-in" text={t('leaving.goesSignIn')} />
        {goes.sessions > 0 && <Line icon="monitor" text={t('leaving.goesSessions', { count: goes.sessions })} />}
        {goes.keys.map((key) => (
          <Line key={key} icon="key-round" text={t('leaving.goesKey', { name: key })} />
        ))}
        <Line icon="link" text={t('leaving.goesLinks')} />
      </ul>
      <h3>{t('leaving.stays')}</h3>
      <ul className="checks">
        {stays.posts > 0 && <Line icon="pencil" text={t('leaving.staysPosts', { count: stays.posts })} />}
        <Line icon="list" text={own ? t('leaving.staysLogOwn') : t('leaving.staysLog')} />
        <Line icon="scroll-text" text={t('leaving.staysWords')} />
        {stays.channels.map((channel) => (
          <Line key={channel} icon="triangle-alert" text={t('leaving.staysChannel', { channel })} />
        ))}
      </ul>
    </>
  )
}

const Line = ({ icon, text }: { icon: IconName; text: string }) => (
  <li>
    <Icon name={icon} />
    <span>{text}</span>
  </li>
)
