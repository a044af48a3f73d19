import { Fragment, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { rich } from '#i18n/rich.tsx'
import { type PlainKey, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Check } from '#ui/field.tsx'
import { room } from './address.ts'
import { useHere } from './here.ts'
import { mayPublish } from './may.ts'

/** Keys that go somewhere; two in a row are pressed one after the other. */
const ways: { keys: string; word: PlainKey; to: (handle: string) => string }[] = [
  { keys: 'c', word: 'keys.newPost', to: room.newPost },
  { keys: 'gt', word: 'keys.today', to: room.today },
  { keys: 'gc', word: 'keys.calendar', to: room.calendar },
  { keys: 'gi', word: 'keys.inbox', to: room.inbox },
  { keys: 'gn', word: 'keys.channels', to: room.channels },
  { keys: 'go', word: 'keys.goals', to: room.goals },
  { keys: 'gr', word: 'keys.reports', to: room.reports },
  { keys: 'gl', word: 'keys.closing', to: room.closing },
  { keys: 'gs', word: 'keys.settings', to: room.settings },
]
const kept = 'shelftalker.keys'
const asked = new EventTarget()

/** Opens the list of keys. */
export const showKeys = (): void => void asked.dispatchEvent(new Event('list'))

/** True while the person types or answers: then a letter is a letter. */
const busy = (at: EventTarget | null): boolean =>
  document.querySelector('dialog[open], :popover-open:not(.toasts)') !== null ||
  (at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable]') !== null)

/** Hears single keys and shows their list. They can be switched off (WCAG 2.1.4), since speech input types letters too. */
export function Keys() {
  const { handle, library } = useHere()
  const writes = mayPublish(library.role)
  const navigate = useNavigate()
  const [list, setList] = useState(false)
  const [on, setOn] = useState(localStorage.getItem(kept) !== 'off')

  useEffect(() => {
    let first = ''
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || busy(event.target)) return
      const typed = first + event.key
      first = event.key === 'g' ? 'g' : ''
      if (event.key === '?') setList(true)
      const way = ways.find((one) => one.keys === typed)
      if (!way || (way.to === room.newPost && !writes)) return
      event.preventDefault()
      navigate(way.to(handle))
    }
    const show = () => setList(true)
    asked.addEventListener('list', show)
    if (on) document.addEventListener('keydown', press)
    return () => {
      asked.removeEventListener('list', show)
      document.removeEventListener('keydown', press)
    }
  }, [handle, navigate, on, writes])

  if (!list) return null
  const close = () => setList(false)
  const choose = (use: boolean) => {
    localStorage.setItem(kept, use ? 'on' : 'off')
    setOn(use)
  }
  return (
    <Dialog title={t('keys.title')} onClose={close} actions={<Button onClick={close}>{t('ui.close')}</Button>}>
      <dl className="facts">
        {[...ways, { keys: '?', word: 'keys.list' as const }].map(({ keys, word }) => (
          <Fragment key={keys}>
            <dt>{written(keys)}</dt>
            <dd>{t(word)}</dd>
          </Fragment>
        ))}
      </dl>
      <Check label={t('keys.on')} checked={on} onChange={choose} />
    </Dialog>
  )
}

const written = ([first, second]: string) =>
  second ? rich('keys.then', { first: <kbd>{first}</kbd>, second: <kbd>{second}</kbd> }) : <kbd>{first}</kbd>
