import type { Facts } from '@shelftalker/networks/port.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { TextField } from '#ui/field.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Picks } from '#ui/pick.tsx'
import { toast } from '#ui/toast.tsx'
import { type NewChannel, useAddChannel } from '../api/channels.ts'
import { kept } from '../kept.ts'
import { ConnectForm } from './connect-form.tsx'
import { ConnectWays } from './connect-ways.tsx'
import { EntryForm } from './entry-form.tsx'
import { MayDo } from './may-do.tsx'
import { SignInThere } from './sign-in-there.tsx'

type Way = 'connect' | 'hand' | 'note'

/** From a network to a channel of it: connected, posted to by hand, or only noted. */
export function WayIn({ facts }: { facts: Facts }) {
  const { handle } = useHere()
  const navigate = useNavigate()
  const add = useAddChannel(handle)
  const ways: Way[] = [
    ...(facts.can.publish ? ['connect' as const] : []),
    ...(facts.can.manual ? ['hand' as const] : []),
    'note',
  ]
  const [way, setWay] = useState<Way>(ways[0]!)
  const choose = (to: Way) => {
    add.reset()
    setWay(to)
  }
  const send = (channel: NewChannel) =>
    add.mutate(channel, {
      onSuccess: ({ id, name }) => {
        toast(t('channels.added', { name }))
        navigate(room.channel(handle, id))
      },
    })
  return (
    <div className="split way">
      <article className="card" aria-labelledby="way-in">
        <header>
          <NetworkMark network={facts.network} />
          <h2 id="way-in">{facts.name}</h2>
          <p className="small muted">
            {t(
              way === 'connect'
                ? 'channels.wayConnectText'
                : way === 'hand'
                  ? 'channels.wayHandText'
                  : 'channels.wayNoteText',
            )}
          </p>
        </header>
        <div className="stack">
          <Picks
            legend={t('channels.how')}
            name="way"
            value={way}
            onChange={choose}
            choices={ways.map((value) => ({ value, word: t(`channels.way.${value}`) }))}
          />
          {way === 'connect' && <Connect facts={facts} busy={add.isPending} error={add.error} onSend={send} />}
          {way === 'hand' && <ByHand network={facts.name} />}
          {way !== 'connect' && (
            <EntryForm
              key={way}
              facts={facts}
              hand={way === 'hand'}
              busy={add.isPending}
              error={add.error}
              onAdd={send}
            />
          )}
        </div>
      </article>
      {way !== 'note' && (
        <section className="part" aria-labelledby="may-do">
          <div className="head">
            <h2 id="may-do">{t('channels.mayDo')}</h2>
          </div>
          <MayDo facts={facts} channel={null} byHand={way === 'hand'} />
        </section>
      )}
    </div>
  )
}

/** By a sign-in at the network where it has one, else by what its facts ask for. */
function Connect(props: { facts: Facts; busy: boolean; error: unknown; onSend: (channel: NewChannel) => void }) {
  const { facts, busy, error, onSend } = props
  const [name, setName] = useState(kept(facts.network)?.name ?? facts.name)
  const nameField = (
    <TextField
      label={t('channels.name')}
      hint={t('channels.nameHint')}
      value={name}
      error={troubleAt(error, 'name')}
      onChange={setName}
      name="name"
      autoComplete="off"
      required
    />
  )
  const typed = (ink: boolean) => (
    <ConnectForm
      facts={facts}
      known={null}
      busy={busy}
      error={error}
      word={t('channels.addThis')}
      onSend={(connection) => onSend({ network: facts.network, name, connection })}
      name={ink && nameField}
      ink={ink}
    />
  )
  return (
    <ConnectWays
      facts={facts}
      there={<SignInThere facts={facts} known={null} name={name} nameField={nameField} />}
      typed={typed}
    />
  )
}

function ByHand({ network }: { network: string }) {
  return (
    <>
      <p>{t('channels.kit')}</p>
      <ol className="counted">
        <li>{t('channels.kitWords')}</li>
        <li>{t('channels.kitPicture')}</li>
        <li>{t('channels.kitDone', { network })}</li>
      </ol>
    </>
  )
}
