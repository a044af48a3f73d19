import { useHere } from '#app/here.ts'
import { clock } from '#i18n/format.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { useAbout } from '#posts/about.ts'
import { Button } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { toast } from '#ui/toast.tsx'
import type { Content, Field } from '../content.ts'
import { planWords } from '../plan-words.ts'
import type { Queue } from '../save-queue.ts'

const names: Record<Field, PlainKey> = {
  text: 'composer.text',
  language: 'composer.language',
  options: 'composer.options',
  channels: 'composer.channels',
  variants: 'composer.variants',
  media: 'composer.pictures',
  planned: 'composer.when',
  noUseAfter: 'composer.noUseAfter',
  branch: 'composer.branch',
  area: 'composer.area',
  serves: 'composer.serves',
}

/** Two people changed the same thing. Both versions stand side by side; the one that is not taken can be copied first. */
export function ClashDialog({ queue, choose }: { queue: Queue; choose: (whose: 'mine' | 'theirs') => void }) {
  if (!queue.clash) return null
  return <Clash queue={queue} clash={queue.clash} choose={choose} />
}

function Clash({
  queue,
  clash: { theirs, fields },
  choose,
}: {
  queue: Queue
  clash: NonNullable<Queue['clash']>
  choose: (whose: 'mine' | 'theirs') => void
}) {
  const { zone, me } = useHere()
  const myself = theirs.updatedBy?.id === me.person.id
  const who = theirs.updatedBy?.name ?? t('composer.somebody')
  const sides = [
    {
      word: myself ? t('composer.here') : t('composer.mine'),
      content: queue.local,
      about: useAbout(queue.local, false),
    },
    {
      word: myself ? t('composer.there') : t('composer.theirs', { name: who }),
      content: theirs as Content,
      about: useAbout(theirs, false),
    },
  ]
  const take = (whose: 'mine' | 'theirs') => {
    choose(whose)
    toast(whose === 'mine' ? t('composer.tookMine') : t('composer.tookTheirs'))
  }
  return (
    <Dialog
      wide
      title={
        myself
          ? t('composer.clashMyself', { at: clock(theirs.updatedAt, zone) })
          : t('composer.clash', { name: who, at: clock(theirs.updatedAt, zone) })
      }
      actions={
        <>
          <Button onClick={() => take('theirs')}>{myself ? t('composer.takeThere') : t('composer.takeTheirs')}</Button>
          <Button kind="ink" onClick={() => take('mine')}>
            {myself ? t('composer.keepHere') : t('composer.keepMine')}
          </Button>
        </>
      }
    >
      <p>{myself ? t('composer.clashMyselfText') : t('composer.clashText')}</p>
      <div className="clash">
        {sides.map(({ word, content, about }) => (
          <section key={word} className="card stack tight" aria-label={word}>
            <div className="line ends">
              <b>{word}</b>
              <CopyButton text={fields.map((field) => written(content, field, about)).join('\n\n')} of={word} />
            </div>
            {fields.map((field) => (
              <div key={field}>
                <p className="small muted">{t(names[field])}</p>
                <p className="said lines" dir="auto">
                  {written(content, field, about) || t('composer.nothing')}
                </p>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** A field's value in words, as far as a person compares it. */
function written(content: Content, field: Field, about: ReturnType<typeof useAbout>): string {
  const names = { area: about.areaName, branch: about.branchName, serves: about.servesName }
  if (field in names) return names[field as keyof typeof names] ?? ''
  const value = content[field]
  if (typeof value === 'string') return value
  if (field === 'planned') return content.planned ? planWords(content.planned) : ''
  if (field === 'variants') return content.variants.map((one) => one.text ?? '').join('\n\n')
  if (field === 'media') return content.media.map((one) => one.alt || t('posts.noAlt')).join('\n')
  if (field === 'channels') return t('composer.onChannels', { count: content.channels.length })
  if (field === 'options') return [content.options.warning, content.options.visibility].filter(Boolean).join(' · ')
  return ''
}
