import { useState } from 'react'
import { room } from '#app/address.ts'
import type { Closing } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Check, Field } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useOpenAgain } from '../api/closings.ts'
import { iconOf } from './kinds.tsx'

/** When it changes: the banner as people see it, "Open again", and the way to another closing in its place. */
export function Changes({ closing }: { closing: Closing }) {
  const { handle, library } = useHere()
  const [asking, setAsking] = useState(false)
  if (closing.endedAt !== null)
    return closing.instead ? (
      <ButtonLink to={room.closed(handle, closing.instead)}>{t('closing.openNewer')}</ButtonLink>
    ) : null
  const held = closing.holds.filter((one) => one.held).length
  return (
    <Section title={t('closing.changes')}>
      {closing.banner && closing.standing && (
        <>
          <p className="strip" lang={closing.language} dir="auto">
            <Icon name={iconOf(closing.kind)} />
            <span>{closing.text}</span>
          </p>
          <p className="small muted">{t('closing.bannerAsSeen')}</p>
        </>
      )}
      <p>{held > 0 ? t('closing.againTextHeld', { count: held }) : t('closing.againText')}</p>
      {mayPublish(library.role) && (
        <div className="line">
          <Button icon="door-open" onClick={() => setAsking(true)}>
            {t('closing.openAgain')}
          </Button>
          <ButtonLink icon="clock" to={`${room.closing(handle)}?instead=${closing.id}`}>
            {t('closing.longer')}
          </ButtonLink>
        </div>
      )}
      {asking && <Again closing={closing} onClose={() => setAsking(false)} />}
    </Section>
  )
}

/** It becomes public at once and cannot be taken back everywhere: what will be said is asked for once. */
function Again({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const { handle } = useHere()
  const again = useOpenAgain(handle, closing.id)
  const [words, setWords] = useState('')
  const [tell, setTell] = useState(true)
  const told = new Set(closing.deliveries.map(({ channel }) => channel)).size
  const open = () =>
    again.mutate(
      { ...(words.trim() !== '' && { words: words.trim() }), ...(!tell && { channels: [] }) },
      {
        onSuccess: () => {
          toast(t('closing.openedAgain'))
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={t('closing.openAgain')}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button kind="ink" icon="door-open" busy={again.isPending} onClick={open} data-first>
            {tell && told > 0 ? t('closing.tellOpen') : t('closing.takeDown')}
          </Button>
        </>
      }
    >
      <p>{t('closing.againWhere', { count: told })}</p>
      <FormTrouble error={again.error} />
      {tell && (
        <Field label={t('closing.againWords')} hint={t('closing.againWordsHint')}>
          {(belongs) => (
            <textarea
              className="input said"
              rows={3}
              maxLength={1000}
              value={words}
              {...belongs}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
      )}
      <Check label={t('closing.againTell')} checked={tell} onChange={setTell} />
    </Dialog>
  )
}
