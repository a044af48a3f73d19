import { useHere } from '#app/here.ts'
import { factsOf } from '#app/networks.ts'
import { dayIn, languageName, shortDate, timeIn } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { useAbout } from '#posts/about.ts'
import type { Channel } from '#posts/types.ts'
import { SelectField, TextField } from '#ui/field.tsx'
import { Fold } from '#ui/fold.tsx'
import type { Content } from '../content.ts'
import { languagesFor } from '../languages.ts'
import { AboutPart } from './about-part.tsx'
import { GatesPart } from './gates-part.tsx'

type Visibility = NonNullable<Content['options']['visibility']>
const visibilities: Record<Visibility, PlainKey> = {
  public: 'composer.visibilityPublic',
  unlisted: 'composer.visibilityUnlisted',
  private: 'composer.visibilityPrivate',
}

/** What is seldom needed, on one line that says how it stands. */
export function OptionsPart({
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
  const { zone } = useHere()
  const about = useAbout(content, true)
  const { options, language, noUseAfter } = content
  const facts = channels
    .filter(({ id }) => content.channels.includes(id))
    .flatMap(({ network }) => factsOf(network) ?? [])
  const takenBy = (
    what: 'warning' | 'visibility',
    some: 'composer.warningHint' | 'composer.visibilityHint',
    none: PlainKey,
  ) => {
    const networks = [...new Set(facts.filter((one) => one.can[what]).map((one) => one.name))]
    return networks.length > 0 ? t(some, { networks: networks.join(', ') }) : t(none)
  }
  const errors = ['options.warning', 'options.visibility', 'language', 'noUseAfter', 'area', 'branch', 'serves'].map(
    trouble,
  )
  const visibility = options.visibility ?? 'public'
  const line = [
    ...[about.areaName, about.branchName].filter((name) => name !== null),
    ...(about.servesName ? [t('composer.lineServes', { goal: about.servesName })] : []),
    options.warning ? t('composer.lineWarning', { warning: options.warning }) : t('composer.lineNoWarning'),
    t(visibilities[visibility]),
    language ? languageName(language) : t('composer.lineNoLanguage'),
    noUseAfter ? t('composer.lineUntil', { date: shortDate(noUseAfter, zone) }) : t('composer.lineNoEnd'),
  ].join(' · ')
  const setOption = (next: Content['options']) => change({ options: { ...options, ...next } })
  return (
    <Fold line={<span className="small">{line}</span>} open={errors.some(Boolean) || undefined}>
      <div className="two">
        <AboutPart about={about} content={content} change={change} trouble={trouble} />
        <TextField
          label={t('composer.warning')}
          hint={takenBy('warning', 'composer.warningHint', 'composer.warningNowhere')}
          error={errors[0]}
          maxLength={500}
          dir="auto"
          autoComplete="off"
          value={options.warning ?? ''}
          onChange={(warning) => setOption({ warning: warning || undefined })}
        />
        <SelectField
          label={t('composer.visibility')}
          hint={takenBy('visibility', 'composer.visibilityHint', 'composer.narrowedNowhere')}
          error={errors[1]}
          value={visibility}
          onChange={(value) => setOption({ visibility: value === 'public' ? undefined : (value as Visibility) })}
        >
          {Object.entries(visibilities).map(([value, word]) => (
            <option key={value} value={value}>
              {t(word)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('composer.language')}
          hint={t('composer.languageHint')}
          error={errors[2]}
          value={language ?? ''}
          onChange={(value) => change({ language: value || null })}
        >
          <option value="">{t('composer.languageOpen')}</option>
          {languagesFor(language).map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </SelectField>
        <TextField
          type="date"
          label={t('composer.noUseAfter')}
          hint={t('composer.noUseAfterHint')}
          error={errors[3]}
          value={noUseAfter ? dayIn(noUseAfter, zone) : ''}
          onChange={(date) => change({ noUseAfter: date ? instantOf({ date, time: '23:59', zone }) : null })}
        />
        {noUseAfter && (
          <TextField
            type="time"
            label={t('composer.noUseAfterTime')}
            hint={t('composer.noUseAfterTimeHint')}
            value={timeIn(noUseAfter, zone)}
            onChange={(time) =>
              time && change({ noUseAfter: instantOf({ date: dayIn(noUseAfter, zone), time, zone }) })
            }
          />
        )}
        <GatesPart content={content} change={change} channels={channels} />
      </div>
    </Fold>
  )
}
