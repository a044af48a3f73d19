import { useId } from 'react'
import { factsOf } from '#app/networks.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Check, SelectField, TextField } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import type { Content } from '../content.ts'
import { mostAnswers } from '../poll-limits.ts'

type Poll = NonNullable<Content['options']['poll']>
/** How long it runs, in minutes; the usual ones. What a server takes is checked. */
const RUNS = [60, 360, 1440, 4320, 10_080] as const
const begin: Poll = { answers: ['', ''], minutes: 1440, several: false }

/** A question's answers, where a chosen network has polls. The question is the text. */
export function PollPart({
  content,
  change,
  channels,
  trouble,
}: {
  content: Content
  change: (next: Partial<Content>) => void
  channels: Channel[]
  trouble: (path: string) => string | null
}) {
  const { options } = content
  const id = useId()
  const asking = channels.filter(({ id }) => content.channels.includes(id))
  const names = asking.flatMap(({ network }) => {
    const facts = factsOf(network)
    return facts?.poll ? [facts.name] : []
  })
  const set = (poll: Poll | undefined) => change({ options: { ...options, poll } })
  if (!options.poll) {
    if (names.length === 0) return null
    return (
      <div className="line">
        <Button icon="list" onClick={() => set(begin)}>
          {t('composer.addPoll')}
        </Button>
        <span className="small muted">{t('composer.addPollHint', { networks: listed([...new Set(names)]) })}</span>
      </div>
    )
  }
  const poll = options.poll
  const answer = (at: number, text: string) =>
    set({ ...poll, answers: poll.answers.map((one, index) => (index === at ? text : one)) })
  // Of the poll as a whole, and of its answers together: too few, too many, or none where pictures are.
  const error = trouble('options.poll') ?? trouble('options.poll.answers')
  return (
    <fieldset
      className="field poll"
      aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`}
      aria-invalid={error ? true : undefined}
      tabIndex={error ? -1 : undefined}
    >
      <legend>{t('composer.poll')}</legend>
      {error && (
        <span className="error" id={`${id}-error`}>
          <Icon name="octagon-alert" />
          <span>{error}</span>
        </span>
      )}
      <span className="hint" id={`${id}-hint`}>
        {names.length > 0
          ? t('composer.pollHint', { networks: listed([...new Set(names)]) })
          : t('composer.pollNowhere')}
      </span>
      {poll.answers.map((text, at) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer's name is its place
          key={at}
          label={t('composer.answer', { number: at + 1 })}
          error={trouble(`options.poll.answers.${at}`)}
          maxLength={200}
          dir="auto"
          autoComplete="off"
          value={text}
          onChange={(next) => answer(at, next)}
        />
      ))}
      <div className="line">
        {poll.answers.length < mostAnswers(asking) && (
          <Button icon="plus" onClick={() => set({ ...poll, answers: [...poll.answers, ''] })}>
            {t('composer.moreAnswers')}
          </Button>
        )}
        {poll.answers.length > 2 && (
          <Button kind="plain" onClick={() => set({ ...poll, answers: poll.answers.slice(0, -1) })}>
            {t('composer.fewerAnswers')}
          </Button>
        )}
      </div>
      <SelectField
        label={t('composer.pollRuns')}
        error={trouble('options.poll.minutes')}
        value={String(poll.minutes)}
        onChange={(minutes) => set({ ...poll, minutes: Number(minutes) })}
      >
        {[...new Set([...RUNS, poll.minutes])]
          .sort((a, b) => a - b)
          .map((minutes) => (
            <option key={minutes} value={minutes}>
              {lasting(minutes)}
            </option>
          ))}
      </SelectField>
      <Check
        label={t('composer.pollSeveral')}
        checked={poll.several}
        onChange={(several) => set({ ...poll, several })}
      />
      <div className="line">
        <Button kind="plain" icon="trash-2" onClick={() => set(undefined)}>
          {t('composer.noPoll')}
        </Button>
      </div>
    </fieldset>
  )
}

function lasting(minutes: number): string {
  if (minutes % 1440 === 0) return t('composer.days', { count: minutes / 1440 })
  if (minutes % 60 === 0) return t('composer.hours', { count: minutes / 60 })
  return t('composer.minutes', { count: minutes })
}
