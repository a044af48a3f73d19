import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgreedWords } from '#app/api.types.ts'
import { troubleAt } from '#app/problem.ts'
import { shortDate } from '#i18n/format.ts'
import { currentLocale, type PlainKey, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Field, SelectField } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Section } from '#ui/section.tsx'
import { useAgree, wordsQuery } from '../api/hours.ts'
import { Overtaken } from './overtaken.tsx'

const kinds: Record<AgreedWords['kind'], PlainKey> = {
  snow: 'hours.kind.snow',
  power: 'hours.kind.power',
  safety: 'hours.kind.safety',
  holiday: 'hours.kind.holiday',
  other: 'hours.kind.other',
}
const openings: Record<AgreedWords['opening'], PlainKey> = {
  closed: 'hours.opening.closed',
  late: 'hours.opening.late',
  again: 'hours.opening.again',
}

/** The words for a closing, agreed in peace, so that nobody has to find them at six in the morning. */
export function WordsPart({ handle, language, zone }: { handle: string; language: string; zone: string }) {
  const { data } = useQuery(wordsQuery(handle))
  const [at, setAt] = useState({ kind: 'snow', opening: 'closed', language })
  const set = (change: Partial<typeof at>) => setAt((before) => ({ ...before, ...change }))
  const of = data?.find((one) => one.kind === at.kind && one.opening === at.opening && one.language === at.language)
  const languages = [...new Set(data?.map((one) => one.language))]
  return (
    <Section title={t('hours.words')} id="words" className="part roomy">
      <p>{t('hours.wordsText')}</p>
      <div className="two">
        <SelectField label={t('hours.kind')} value={at.kind} onChange={(kind) => set({ kind })}>
          {Object.entries(kinds).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {t(word)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('hours.opening')} value={at.opening} onChange={(opening) => set({ opening })}>
          {Object.entries(openings).map(([opening, word]) => (
            <option key={opening} value={opening}>
              {t(word)}
            </option>
          ))}
        </SelectField>
        {languages.length > 1 && (
          <SelectField label={t('hours.language')} value={at.language} onChange={(one) => set({ language: one })}>
            {languages.map((code) => (
              <option key={code} value={code}>
                {new Intl.DisplayNames(currentLocale(), { type: 'language' }).of(code)}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      {of && <OneText key={`${of.kind} ${of.opening} ${of.language}`} handle={handle} of={of} zone={zone} />}
    </Section>
  )
}

function OneText({ handle, of, zone }: { handle: string; of: AgreedWords; zone: string }) {
  // What is typed stays whatever others agree to meanwhile, and names the version that it was typed over.
  const [draft, setDraft] = useState<{ text: string; version: number } | null>(null)
  const agree = useAgree(handle, (now) =>
    setDraft((before) => (before && before.text.trim() !== now.text ? { ...before, version: now.version } : null)),
  )
  const text = draft?.text ?? of.text
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        agree.mutate({ ...of, text, version: draft?.version ?? of.version })
      }}
    >
      <Field
        label={t('hours.text')}
        hint={t('hours.textHint', { branch: '{branch}', day: '{day}', until: '{until}' })}
        error={troubleAt(agree.error, 'text')}
      >
        {(belongs) => (
          <textarea
            className="input said"
            rows={4}
            maxLength={1000}
            lang={of.language}
            dir="auto"
            value={text}
            {...belongs}
            onChange={(event) => setDraft({ text: event.target.value, version: draft?.version ?? of.version })}
          />
        )}
      </Field>
      <p className="small muted">
        {of.agreedAt
          ? t('hours.agreedBy', { name: of.agreedBy ?? '…', on: shortDate(of.agreedAt, zone) })
          : t('hours.ownWords')}
      </p>
      <FormTrouble error={agree.error} names={['text']} />
      <Overtaken
        error={draft && agree.error}
        onTheirs={() => {
          setDraft(null)
          agree.reset()
        }}
        onMine={() => agree.mutate({ ...of, text })}
      />
      <div className="line">
        <Button type="submit" busy={agree.isPending}>
          {t('hours.agree')}
        </Button>
      </div>
    </form>
  )
}
