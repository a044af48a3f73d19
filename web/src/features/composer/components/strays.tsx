import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { toast } from '#ui/toast.tsx'
import { sendDraft } from '../api/send.ts'
import { keep, strays } from '../kept.ts'

/** What was begun here, never reached the server and is open nowhere: kept until somebody decides. */
export function Strays() {
  const { me, handle } = useHere()
  const drawer = { person: me.person.id, handle }
  const [found, setFound] = useState(() => strays(drawer))
  const [busy, setBusy] = useState('')
  const gone = (name: string) => {
    keep(drawer, name, null)
    setFound((before) => before.filter((one) => one.name !== name))
  }
  return found.map(({ name, queue }) => {
    const save = async () => {
      setBusy(name)
      try {
        const made = queue.creating ?? { key: `stray-${name}`, body: queue.local }
        const post = await sendDraft({ kind: 'create', key: made.key, body: made.body })
        if (queue.local !== made.body)
          await sendDraft({ kind: 'save', post: post.id, version: post.version, change: queue.local })
        gone(name)
        toast(t('composer.strayKept'))
      } catch {
        toast(t('ui.noAnswer'))
      }
      setBusy('')
    }
    return (
      <Notice
        key={name}
        kind="wait"
        icon="history"
        title={t('composer.stray')}
        text={<span dir="auto">{queue.local.text.slice(0, 120)}</span>}
      >
        <Button busy={busy === name} onClick={save}>
          {t('composer.strayKeep')}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            gone(name)
            toast(t('composer.strayGone'), () => {
              keep(drawer, name, queue)
              setFound((before) => [...before, { name, queue }])
            })
          }}
        >
          {t('composer.strayDrop')}
        </Button>
      </Notice>
    )
  })
}
