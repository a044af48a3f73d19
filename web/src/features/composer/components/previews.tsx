import { t } from '#i18n/t.ts'
import type { Finding } from '#posts/types.ts'
import { Section } from '#ui/section.tsx'
import type { Content } from '../content.ts'
import type { Preview } from '../previews.ts'
import type { Swap } from '../swap.ts'
import { unknownOn } from '../unknown-mentions.ts'
import { OnChannel } from './on-channel.tsx'

/** As people will see it: one sheet for each channel and wording. */
export function Previews({
  previews,
  content,
  change,
  swap,
  trouble,
  checks,
}: {
  previews: Preview[]
  content: Content
  change: (next: Partial<Content>) => void
  swap: Swap
  trouble: (path: string) => string | null
  checks: Finding[]
}) {
  return (
    <Section
      title={t('composer.asSeen')}
      aside={<span className="small muted">{t('composer.onChannels', { count: previews.length })}</span>}
    >
      {previews.length === 0 && <p className="muted">{t('composer.noPreview')}</p>}
      {previews.flatMap(({ channel, facts, wordings }) =>
        wordings.map((wording, at) =>
          facts ? (
            <OnChannel
              // biome-ignore lint/suspicious/noArrayIndexKey: own words that come or go are the same sheet, so not the variant's place.
              key={`${channel.id} ${at}`}
              channel={channel}
              facts={facts}
              among={previews.map((one) => one.channel)}
              shown={wording}
              content={content}
              change={change}
              swap={swap}
              unknown={unknownOn(checks, channel.id)}
              error={wording.variant === null ? null : trouble(`variants.${wording.variant}.text`)}
            />
          ) : null,
        ),
      )}
    </Section>
  )
}
