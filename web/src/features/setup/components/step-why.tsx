import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { troubleAt } from '#app/problem.ts'
import { libraryQuery } from '#app/query.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { useMark } from '../api/first-run.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

const beginnings: PlainKey[] = ['setup.why.come', 'setup.why.reach', 'setup.why.answer', 'setup.why.show']

/** The one question that everything later can be held against. In the library's own words; a beginning may help. */
export function StepWhy({ onNext, onSkip, onBack }: Ways) {
  const { handle } = useHere()
  const { data: library } = useQuery(libraryQuery(handle))
  const [typed, setTyped] = useState<string | null>(null)
  const purpose = typed ?? library?.purpose ?? ''
  const mark = useMark(handle)
  return (
    <StepFrame
      title={t('setup.whyTitle')}
      text={t('setup.whyText')}
      next={t('setup.next')}
      busy={mark.isPending}
      onNext={() =>
        purpose.trim() === '' ? onSkip() : mark.mutate({ step: 'why', purpose }, { onSuccess: () => onNext() })
      }
      onSkip={onSkip}
      onBack={onBack}
    >
      <Field label={t('setup.whyLabel')} hint={t('setup.whyHint')} error={troubleAt(mark.error, 'purpose')}>
        {(belongs) => (
          <textarea
            className="input said"
            rows={3}
            maxLength={1000}
            value={purpose}
            {...belongs}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="stack beginnings">
        {beginnings.map((word) => (
          <Button key={word} onClick={() => setTyped(t(word))}>
            {t(word)}
          </Button>
        ))}
      </div>
      <FormTrouble error={mark.error} names={['purpose']} />
    </StepFrame>
  )
}
