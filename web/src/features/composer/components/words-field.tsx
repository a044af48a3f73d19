import {
  type KeyboardEvent,
  type SyntheticEvent,
  type TextareaHTMLAttributes,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Channel } from '#posts/types.ts'
import { caretLine } from '../caret-line.ts'
import { mentionAt, type Typed, taking } from '../mention-at.ts'
import type { Somebody } from '../people.ts'
import { usePeople } from '../use-people.ts'
import { PeopleList, saidOf } from './people-list.tsx'

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
  value: string
  onWords: (text: string) => void
  /** Where these words go: their networks are asked whom a mention may name. */
  channels: Channel[]
}

/**
 * A text in which people can be named: while a mention is typed, those who may be meant are offered. It stays a text of several lines (HTML
 * allows a textarea no role of a combobox): the list is tied to it as a popup, and its length is said aloud.
 */
export function WordsField({ value, onWords, channels, ...rest }: Props) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState<Typed | null>(null)
  /** The mention that was taken, or put away with Escape, by its place. */
  const [putAway, setPutAway] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  const wanted = typed !== null && typed.start !== putAway ? typed : null
  const { people, troubles, settled, asks } = usePeople(channels, wanted?.words ?? null)
  const open = wanted !== null && people.length > 0
  const shown = open || (wanted !== null && settled && troubles.length > 0)
  const at = Math.min(active, people.length - 1)

  const look = () => {
    const field = area.current
    const now =
      field && field.selectionStart === field.selectionEnd ? mentionAt(field.value, field.selectionStart) : null
    if (now?.start !== typed?.start || now?.words !== typed?.words) {
      setTyped(now)
      setActive(0)
    }
    if (now?.start !== putAway) setPutAway(null)
  }
  const close = () => {
    setTyped(null)
    setPutAway(null)
  }
  const choose = ({ handle }: Somebody) => {
    const field = area.current
    if (!field || !wanted) return
    const { start, end, insert } = taking(field.value, wanted, handle)
    field.focus()
    field.setSelectionRange(start, end)
    // The one way that the browser's own undo takes back.
    if (!document.execCommand('insertText', false, insert))
      onWords(field.value.slice(0, start) + insert + field.value.slice(end))
    // Done with this one, also where the caret stands right behind it and the browser asks to look once more.
    setTyped(null)
    setPutAway(wanted.start)
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, nativeEvent, ctrlKey, metaKey, altKey, shiftKey } = event
    // A writing system that is still composing needs these keys itself.
    if (!shown || !wanted || nativeEvent.isComposing || ctrlKey || metaKey || altKey || shiftKey) return
    const one = people[at]
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (key === 'Escape') setPutAway(wanted.start)
    else if (step && one) setActive((at + step + people.length) % people.length)
    else if ((key === 'Enter' || key === 'Tab') && one) choose(one)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const line = wanted?.start
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands in it decides how high it is.
  useLayoutEffect(() => {
    const [popup, field] = [list.current, area.current]
    if (!shown || !popup || !field || line === undefined) return
    popup.showPopover()
    const place = () => placeBy(field, popup, line)
    place()
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    visualViewport?.addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
      visualViewport?.removeEventListener('resize', place)
    }
  }, [shown, line, people.length, troubles.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that is active now.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  return (
    <>
      <textarea
        {...rest}
        ref={area}
        value={value}
        aria-autocomplete={asks ? 'list' : undefined}
        aria-haspopup={asks ? 'listbox' : undefined}
        aria-controls={open ? `${id}-people` : undefined}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        onChange={(event) => {
          onWords(event.target.value)
          look()
        }}
        onSelect={(event: SyntheticEvent) => {
          if (event.target === document.activeElement) look()
        }}
        onKeyDown={press}
        onBlur={close}
      />
      {shown && (
        <PeopleList
          ref={list}
          id={id}
          people={people}
          troubles={settled ? troubles : []}
          active={at}
          onActive={setActive}
          onChoose={choose}
        />
      )}
      <span className="sr" role="status">
        {wanted && asks && settled && saidOf(people, troubles)}
      </span>
    </>
  )
}

const gap = 4
/** Under the line that is typed in, or above it where there is more room: a keyboard may cover the lower half of a phone. */
function placeBy(field: HTMLTextAreaElement, popup: HTMLElement, at: number): void {
  const line = caretLine(field, at)
  const box = field.getBoundingClientRect()
  const [from, to] = [
    visualViewport?.offsetTop ?? 0,
    (visualViewport?.offsetTop ?? 0) + (visualViewport?.height ?? innerHeight),
  ]
  const [above, below] = [line.top - from - 2 * gap, to - line.bottom - 2 * gap]
  const under = below >= Math.min(popup.scrollHeight, 240) || below >= above
  const { style } = popup
  const width = Math.min(box.width, 416)
  style.width = `${width}px`
  style.left = `${getComputedStyle(field).direction === 'rtl' ? box.right - width : box.left}px`
  style.maxHeight = `${Math.max(96, Math.min(320, under ? below : above))}px`
  style.top = under ? `${line.bottom + gap}px` : 'auto'
  style.bottom = under ? 'auto' : `${innerHeight - line.top + gap}px`
}
