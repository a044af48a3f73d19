import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { troubleAt } from '#app/problem.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { firstWeekQuery, useFirstPost, useMark } from '../api/first-run.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

/** The first post, in a few words. It says where it becomes public before anybody presses. */
export function StepPost({ onNext, onSkip, onBack }: Ways) {
  const { handle } = useHere()
  const { data: channels = [] } = useQuery(postingChannelsQuery(handle))
  const { data: starters = [] } = useQuery(firstWeekQuery(handle))
  const [text, setText] = useState('')
  const [empty, setEmpty] = useState(false)
  const publish = useFirstPost(handle)
  const mark = useMark(handle)
  // An active channel without a connection is our own page.
  const open = channels.filter(
    ({ state, manual, connection }) =>
      state === 'active' && (manual || connection === null || connection.state === 'well'),
  )
  const next = async () => {
    if (text.trim() === '') return setEmpty(true)
    await publish.mutateAsync({ text: text.trim(), channels: open.map(({ id }) => id) })
    await mark.mutateAsync({ step: 'post' })
    onNext()
  }
  return (
    <StepFrame
      title={t('setup.postTitle')}
      text={t('setup.postText', { where: listed(open.map(({ name }) => name)) })}
      next={t('setup.publish')}
      busy={publish.isPending || mark.isPending}
      onNext={() => void next().catch(() => {})}
      onSkip={onSkip}
      onBack={onBack}
    >
      <Field
        label={t('setup.say')}
        error={troubleAt(publish.error, 'text') ?? (empty && text.trim() === '' ? t('setup.sayMissing') : null)}
      >
        {(belongs) => (
          <textarea
            className="input said"
            rows={4}
            value={text}
            {...belongs}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {starters.length > 0 && (
        <div className="stack beginnings">
          <p className="small muted">{t('setup.beginnings')}</p>
          {starters.map((one) => (
            <Button key={one.text} onClick={() => setText(one.text)} lang={one.language}>
              {one.text}
            </Button>
          ))}
        </div>
      )}
      <p className="small">
        <Link to={room.newPost(handle)}>{t('setup.withPictures')}</Link>
      </p>
      <FormTrouble error={publish.error ?? mark.error} names={['text']} />
    </StepFrame>
  )
}
