import type { Facts } from '@shelftalker/networks/port.ts'
import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { mayManage, mayPause } from '#app/may.ts'
import { isOwnPage } from '#app/networks.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { PauseForm } from '#ui/pause-form.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useChange, usePause, useResume } from '../api/channels.ts'
import type { Channel, State } from '../types.ts'
import { waysFrom } from '../ways.ts'

/** From an idea to retired, and the pause between: what the channel is now, and what it can become. */
export function StatePart({ channel, facts }: { channel: Channel; facts: Facts }) {
  const { library } = useHere()
  return (
    <Section title={t('channels.stateTitle')} id="state" className="part roomy">
      <p>{t(`channels.stateText.${channel.state}`)}</p>
      {mayPause(library.role) && <PausePart channel={channel} />}
      {mayManage(library.role) && <Ways channel={channel} facts={facts} />}
    </Section>
  )
}

function PausePart({ channel }: { channel: Channel }) {
  const { handle, zone } = useHere()
  const [pause, resume] = [usePause(handle, channel.id), useResume(handle, channel.id)]
  if (channel.paused) {
    const { reason, until } = channel.paused
    return (
      <Notice
        kind="wait"
        icon="pause"
        title={
          until
            ? t('channels.pausedUntil', { reason, until: moment(until, zone) })
            : t('channels.pausedOpen', { reason })
        }
        text={t('channels.pausedSince', { at: moment(channel.paused.at, zone) })}
      >
        <FormTrouble error={resume.error} />
        <Button busy={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {t('pause.end')}
        </Button>
      </Notice>
    )
  }
  if (channel.state !== 'active') return null
  return (
    <Fold line={t('channels.pauseLine')}>
      <PauseForm
        zone={zone}
        busy={pause.isPending}
        error={pause.error}
        word={t('channels.pause')}
        onPause={(body) => pause.mutate(body)}
      />
    </Fold>
  )
}

function Ways({ channel, facts }: { channel: Channel; facts: Facts }) {
  const { handle } = useHere()
  const change = useChange(handle, channel.id)
  const [retiring, setRetiring] = useState(false)
  const own = isOwnPage(facts)
  const usable = own || channel.manual || channel.connection !== null
  const ways = waysFrom(channel, { usable, own })
  const go = (state: Exclude<State, 'paused'>, then?: () => void) =>
    change.mutate(
      { version: channel.version, state },
      {
        onSuccess: (now) => {
          toast(t(`channels.became.${state}`, { name: now.name }))
          then?.()
        },
      },
    )
  return (
    <>
      {!usable && <p className="small muted">{t('channels.connectFirst')}</p>}
      {!retiring && <FormTrouble error={change.error} />}
      {ways.length > 0 && (
        <div className="line">
          {ways.map((to) => (
            <Button
              key={to}
              busy={change.isPending && change.variables.state === to}
              onClick={() => (to === 'retired' ? setRetiring(true) : go(to))}
            >
              {t(`channels.to.${to}`)}
            </Button>
          ))}
        </div>
      )}
      {retiring && (
        <Dialog
          title={t('channels.retireTitle', { name: channel.name })}
          onClose={() => setRetiring(false)}
          actions={
            <>
              <Button onClick={() => setRetiring(false)}>{t('ui.cancel')}</Button>
              <Button kind="grave" busy={change.isPending} onClick={() => go('retired', () => setRetiring(false))}>
                {t('channels.to.retired')}
              </Button>
            </>
          }
        >
          <p>{t('channels.retireText')}</p>
          <FormTrouble error={change.error} />
        </Dialog>
      )}
    </>
  )
}
