import type { Facts } from '@shelftalker/networks/port.ts'
import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { isOwnPage } from '#app/networks.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { toast } from '#ui/toast.tsx'
import { useCheck, useConnect, useDisconnect } from '../api/channels.ts'
import { connectionLook } from '../looks.ts'
import { saidByNetwork } from '../said.ts'
import type { Channel } from '../types.ts'
import { connectedWords } from '../words.ts'
import { ConnectForm } from './connect-form.tsx'
import { ConnectWays } from './connect-ways.tsx'
import { SignInThere } from './sign-in-there.tsx'

/** How a channel is reached: what the network last said, and the ways to sign in again or to leave. */
export function ConnectionPart({ channel, facts }: { channel: Channel; facts: Facts }) {
  const { zone, library } = useHere()
  const { connection } = channel
  const [left, setLeft] = useState<string | null>(null)
  const look = connection && connectionLook[connection.state]
  const manages = mayManage(library.role) && channel.state !== 'retired'
  return (
    <Section
      title={t('channels.connection')}
      id="connection"
      className="part roomy"
      aside={
        look && (
          <Mark hue={look.hue} icon={look.icon}>
            {t(look.word)}
          </Mark>
        )
      }
    >
      <dl className="facts">
        <dt>{t('channels.connected')}</dt>
        <dd>
          {connectedWords(channel)}
          {connection && <>, {moment(connection.connectedAt, zone)}</>}
        </dd>
        {connection && (
          <>
            <dt>{t('channels.account')}</dt>
            <dd>{connection.handle}</dd>
            <dt>{t('channels.server')}</dt>
            <dd>{connection.server.replace(/^https?:\/\//, '')}</dd>
            <dt>{t('channels.checked')}</dt>
            <dd>{connection.checkedAt ? moment(connection.checkedAt, zone) : t('channels.never')}</dd>
          </>
        )}
      </dl>
      {left && <Notice kind="wait" title={t('channels.disconnectedHere')} text={left} />}
      {!left && connection && connection.state !== 'well' && (
        <Notice
          kind="wait"
          icon={look!.icon}
          title={t(`channels.trouble.${connection.state}`)}
          text={[saidByNetwork(connection), t(`channels.troubleText.${connection.state}`)].filter(Boolean).join(' ')}
        />
      )}
      {manages &&
        (connection ? (
          <Deeds channel={channel} facts={facts} onLeft={setLeft} />
        ) : (
          <FirstTime channel={channel} facts={facts} />
        ))}
    </Section>
  )
}

function Deeds(props: { channel: Channel; facts: Facts; onLeft: (text: string | null) => void }) {
  const { channel, facts, onLeft } = props
  const { handle } = useHere()
  const check = useCheck(handle, channel.id)
  const [leaving, setLeaving] = useState(false)
  const out = channel.connection?.state === 'sign-in-again'
  const asked = () =>
    check.mutate(undefined, {
      onSuccess: (now) => now.connection?.state === 'well' && toast(t('channels.checkedWell', { name: now.name })),
    })
  return (
    <>
      <FormTrouble error={check.error} />
      {out && <SignInAgain channel={channel} facts={facts} />}
      <div className="line">
        <Button icon="refresh-cw" busy={check.isPending} onClick={asked}>
          {t('channels.check')}
        </Button>
        {!out && (
          <Button icon="log-out" onClick={() => setLeaving(true)}>
            {t('channels.disconnect')}
          </Button>
        )}
      </div>
      {!out && (
        <Fold line={t('channels.signInAgain')}>
          <SignInAgain channel={channel} facts={facts} />
        </Fold>
      )}
      {leaving && <Disconnect channel={channel} onLeft={onLeft} onClose={() => setLeaving(false)} />}
    </>
  )
}

/** Only the same account: what waits must not go out under another name. */
function SignInAgain({ channel, facts }: { channel: Channel; facts: Facts }) {
  const { handle } = useHere()
  const connect = useConnect(handle, channel.id, ({ name }) => toast(t('channels.isConnected', { name })))
  const known = channel.connection && { server: channel.connection.server, handle: channel.connection.handle }
  const typed = () => (
    <ConnectForm
      facts={facts}
      known={known}
      busy={connect.isPending}
      error={connect.error}
      word={known ? t('channels.signInAgain') : t('channels.connect')}
      onSend={(connection) => connect.mutate(connection)}
    />
  )
  return (
    <ConnectWays
      facts={facts}
      there={<SignInThere facts={facts} known={known} channel={channel.id} name={channel.name} />}
      typed={typed}
    />
  )
}

function FirstTime({ channel, facts }: { channel: Channel; facts: Facts }) {
  if (!facts.can.publish || isOwnPage(facts) || channel.standing === 'not-ours') return null
  return channel.manual ? (
    <Fold line={t('channels.connectIt')}>
      <SignInAgain channel={channel} facts={facts} />
    </Fold>
  ) : (
    <SignInAgain channel={channel} facts={facts} />
  )
}

function Disconnect(props: { channel: Channel; onLeft: (text: string | null) => void; onClose: () => void }) {
  const { channel, onLeft, onClose } = props
  const { handle } = useHere()
  const disconnect = useDisconnect(handle, channel.id)
  const go = () =>
    disconnect.mutate(undefined, {
      onSuccess: ({ revoked, reason }) => {
        onLeft(revoked ? t('channels.endedThere') : reason)
        onClose()
      },
    })
  return (
    <Dialog
      title={t('channels.disconnectTitle', { name: channel.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="grave" busy={disconnect.isPending} onClick={go}>
            {t('channels.disconnect')}
          </Button>
        </>
      }
    >
      <p>{t('channels.disconnectText')}</p>
      <FormTrouble error={disconnect.error} />
    </Dialog>
  )
}
