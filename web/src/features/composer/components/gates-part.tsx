import { factsOf } from '#app/networks.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Check, SelectField } from '#ui/field.tsx'
import type { Content } from '../content.ts'

type Rule = NonNullable<Content['options']['replies']>
const rules: Record<Rule, PlainKey> = {
  followers: 'composer.repliesFollowers',
  followed: 'composer.repliesFollowed',
  mentioned: 'composer.repliesMentioned',
  nobody: 'composer.repliesNobody',
}

/** Who may answer and quote, where a chosen network lets one say so. */
export function GatesPart({
  content,
  change,
  channels,
}: {
  content: Content
  change: (next: Partial<Content>) => void
  channels: Channel[]
}) {
  const { options } = content
  const names = channels
    .filter(({ id }) => content.channels.includes(id))
    .flatMap(({ network }) => (factsOf(network)?.can.gates ? [factsOf(network)!.name] : []))
  if (names.length === 0 && !options.replies && !options.quotes) return null
  const set = (next: Partial<Content['options']>) => change({ options: { ...options, ...next } })
  return (
    <>
      <SelectField
        label={t('composer.replies')}
        hint={
          names.length > 0
            ? t('composer.repliesHint', { networks: [...new Set(names)].join(', ') })
            : t('composer.narrowedNowhere')
        }
        value={options.replies ?? ''}
        onChange={(value) => set({ replies: (value || undefined) as Rule | undefined })}
      >
        <option value="">{t('composer.repliesAll')}</option>
        {Object.entries(rules).map(([value, word]) => (
          <option key={value} value={value}>
            {t(word)}
          </option>
        ))}
      </SelectField>
      <Check
        label={t('composer.noQuotes')}
        checked={options.quotes === 'nobody'}
        onChange={(on) => set({ quotes: on ? 'nobody' : undefined })}
      />
    </>
  )
}
