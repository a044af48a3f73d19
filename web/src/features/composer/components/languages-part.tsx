import { useId, useState } from 'react'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Field, SelectField } from '#ui/field.tsx'
import { networkName } from '#ui/network-mark.tsx'
import type { Content } from '../content.ts'
import { languagesFor } from '../languages.ts'
import type { Swap } from '../swap.ts'
import { type Added, addedLanguages, withLanguage, withoutLanguage } from '../wordings.ts'
import { WordsField } from './words-field.tsx'

interface Props {
  content: Content
  change: (next: Partial<Content>) => void
  swap: Swap
  channels: Channel[]
  trouble: (path: string) => string | null
  /** False once it is out somewhere: what is out there gets no second post. */
  open: boolean
}

/** The same in further languages: for every channel, or for one. */
export function LanguagesPart({ content, change, swap, channels, trouble, open }: Props) {
  const [asking, setAsking] = useState(false)
  // What was added last begins with the focus in its words.
  const [fresh, setFresh] = useState<Added | null>(null)
  const added = addedLanguages(content)
  const nameOf = (channel: string) => {
    const found = channels.find(({ id }) => id === channel)
    return found ? networkName(found.network) : t('composer.oneChannel')
  }
  const drop = (one: Added) => {
    swap(
      { variants: withoutLanguage(content.variants, one) },
      t('composer.languageGone', { language: languageName(one.language) }),
    )
  }
  return (
    <div className="stack tight">
      {added.map((one) => {
        const { language, channel } = one
        const at = content.variants.findIndex((row) => row.channel === channel && row.language === language)
        const values = { language: languageName(language) }
        return (
          <div key={`${channel} ${language}`}>
            <Field
              label={
                channel === null
                  ? t('composer.inLanguage', values)
                  : t('composer.inLanguageOn', { ...values, network: nameOf(channel) })
              }
              hint={t('composer.inLanguageHint')}
              error={trouble(`variants.${at}.text`)}
            >
              {(belongs) => (
                <WordsField
                  {...belongs}
                  channels={channels.filter(({ id }) =>
                    channel === null ? content.channels.includes(id) : id === channel,
                  )}
                  className="input"
                  dir="auto"
                  lang={language}
                  rows={4}
                  // Only after the button that asked for these words.
                  autoFocus={fresh?.language === language && fresh.channel === channel}
                  value={content.variants[at]?.text ?? ''}
                  onWords={(text) =>
                    change({
                      variants: content.variants.map((row, place) => (place === at ? { ...row, text } : row)),
                    })
                  }
                />
              )}
            </Field>
            <Button kind="plain" onClick={() => drop(one)}>
              {t('composer.dropLanguage', values)}
            </Button>
          </div>
        )
      })}
      {open && asking && (
        <Asking
          content={content}
          channels={channels}
          onClose={() => setAsking(false)}
          onAdd={(one) => {
            setFresh(one)
            setAsking(false)
            change({ variants: withLanguage(content, one.language, one.channel) })
          }}
        />
      )}
      {open && !asking && (
        <div className="line">
          <Button onClick={() => setAsking(true)}>
            {added.length > 0 ? t('composer.anotherLanguage') : t('composer.alsoLanguage')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Asking({
  content,
  channels,
  onAdd,
  onClose,
}: Pick<Props, 'content' | 'channels'> & { onAdd: (one: Added) => void; onClose: () => void }) {
  const id = useId()
  const [where, setWhere] = useState('')
  const channel = where || null
  const taken = addedLanguages(content)
    .filter((one) => one.channel === null || one.channel === channel)
    .map(({ language }) => language)
  const offered = languagesFor(null).filter((tag) => tag !== (content.language ?? 'en') && !taken.includes(tag))
  const [wanted, setWanted] = useState('')
  const language = offered.includes(wanted) ? wanted : offered[0]
  const chosen = channels.filter((one) => content.channels.includes(one.id))
  return (
    <fieldset className="field" aria-describedby={id}>
      <legend>{t('composer.alsoLanguage')}</legend>
      <span className="hint" id={id}>
        {t('composer.alsoLanguageHint')}
      </span>
      <div className="two">
        <SelectField autoFocus label={t('composer.language')} value={language ?? ''} onChange={setWanted}>
          {offered.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('composer.languageWhere')} value={where} onChange={setWhere}>
          <option value="">{t('composer.everyChannel')}</option>
          {chosen.map((one) => (
            <option key={one.id} value={one.id}>
              {t('composer.onlyOn', { network: networkName(one.network), name: one.name })}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="line">
        <Button disabled={!language} onClick={() => language && onAdd({ language, channel })}>
          {t('composer.addLanguage')}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
