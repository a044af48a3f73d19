import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import type { Hanging, Member } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { factsOf } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Notice } from '#ui/notice.tsx'
import { Time } from '#ui/time.tsx'
import { personQuery, useCutOff } from '../api/people.ts'

/** Says exactly what ends, what stays and what is not in our hands; afterwards, what is left to do. */
export function CutOffDialog({ of: one, onClose }: { of: Member; onClose: () => void }) {
  const { handle } = useHere()
  const person = useQuery(personQuery(handle, one.id))
  const cut = useCutOff(handle)
  if (cut.data) return <Done of={one} hanging={cut.data.hanging} ended={cut.data} onClose={onClose} />
  const hanging = person.data?.hanging
  return (
    <Dialog
      title={t('people.cutOffAsk', { name: one.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('people.notNow')}</Button>
          <Button kind="grave" icon="lock" busy={cut.isPending} onClick={() => cut.mutate(one.id)}>
            {t('people.cutOff')}
          </Button>
        </>
      }
    >
      <FormTrouble error={cut.error} />
      {person.isPending && <Loading />}
      {person.isError && <NotLoaded again={() => person.refetch()} />}
      {hanging && (
        <>
          <h3>{t('people.ends')}</h3>
          <ul className="checks">
            <Line icon="monitor" text={t('people.endsSessions', { count: hanging.sessions })} />
            {hanging.keys.map((key) => (
              <Line key={key.id} icon="key-round" text={t('people.endsKey', { name: key.name })} />
            ))}
            <Line icon="link" text={t('people.endsLinks')} />
            <Line icon="hand" text={t('people.freesClaims')} />
          </ul>
          <h3>{t('people.stays')}</h3>
          <ul className="checks">
            <Line icon="pencil" text={t('people.staysWords')} />
            <Line
              icon="calendar-days"
              text={
                hanging.plannedInAll > 0
                  ? t('people.staysPlanned', { count: hanging.plannedInAll })
                  : t('people.staysNothing')
              }
            />
          </ul>
          <NotOurs hanging={hanging} />
          <p className="small muted">{t('people.cutOffEnd')}</p>
        </>
      )}
    </Dialog>
  )
}

const Line = ({
  icon,
  text,
}: {
  icon: 'monitor' | 'key-round' | 'link' | 'hand' | 'pencil' | 'calendar-days'
  text: string
}) => (
  <li>
    <Icon name={icon} />
    <span>{text}</span>
  </li>
)

/** A network lets in whoever signed in there: only signing in anew takes that away. */
function NotOurs({ hanging }: { hanging: Hanging }) {
  const { handle } = useHere()
  if (hanging.connections.length === 0) return null
  return (
    <Notice kind="wait" icon="triangle-alert" title={t('people.notOurs')} text={t('people.notOursText')}>
      <ul className="plain">
        {hanging.connections.map((one) => (
          <li key={one.channel} className="line">
            <NetworkMark network={one.network} />
            <Link to={room.channel(handle, one.channel)}>
              {t('people.reconnect', { channel: one.name, network: factsOf(one.network)?.name ?? one.network })}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Done({
  of: one,
  hanging,
  ended,
  onClose,
}: {
  of: Member
  hanging: Hanging
  ended: { sessions: number; keys: number; invitations: number }
  onClose: () => void
}) {
  const { handle, zone } = useHere()
  return (
    <Dialog
      title={t('people.isCutOff', { name: one.name })}
      actions={
        <Button kind="ink" onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <p role="status">
        {t('people.endedText')} {ended.sessions > 0 && t('people.endedSessions', { count: ended.sessions })}{' '}
        {ended.keys > 0 && t('people.endedKeys', { count: ended.keys })}
      </p>
      <NotOurs hanging={hanging} />
      {hanging.planned.length > 0 && (
        <>
          <h3>{t('people.planned')}</h3>
          <ul className="plain">
            {hanging.planned.map((delivery) => (
              <li key={delivery.delivery}>
                <Link to={room.delivery(handle, delivery.delivery)}>{delivery.title}</Link>
                <span className="small muted">
                  {' '}
                  {delivery.channel} · <Time at={delivery.dueAt} zone={zone} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
