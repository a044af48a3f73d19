import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { currentIn } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SelectField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useChange } from '../api/channels.ts'
import { changesOf, differing, type Entry, entryOf } from '../entry.ts'
import type { Channel } from '../types.ts'

/** The entry in the registry, to be changed. What somebody else changed meanwhile is shown and never overwritten unseen. */
export function EntryPart({ channel }: { channel: Channel }) {
  const { handle } = useHere()
  const change = useChange(handle, channel.id)
  /** What the person saw when she began: changes are told from it. */
  const [base, setBase] = useState(channel)
  const form = useForm<keyof Entry>(entryOf(base), change.error)
  const current = currentIn<Channel>(change.error)

  const save = (from: Channel) =>
    change.mutate(
      { version: from.version, ...changesOf(entryOf(base), form.values, channel.manual) },
      {
        onSuccess: (now) => {
          toast(t('channels.entryKept', { name: now.name }))
          show(now)
        },
      },
    )
  const show = (now: Channel) => {
    for (const [name, value] of Object.entries(entryOf(now))) form.set(name as keyof Entry, value)
    setBase(now)
  }
  const takeTheirs = (theirs: Channel) => {
    show(theirs)
    change.reset()
  }
  return (
    <Section title={t('channels.entry')} id="entry" className="part roomy">
      <form className="stack" ref={form.ref} onSubmit={form.onSubmit(() => save(base))}>
        {current ? (
          <Notice kind="trouble" title={t('channels.clash')} text={clashText(entryOf(base), entryOf(current))}>
            <Button busy={change.isPending} onClick={() => save(current)}>
              {t('channels.keepMine')}
            </Button>
            <Button onClick={() => takeTheirs(current)}>{t('channels.takeTheirs')}</Button>
          </Notice>
        ) : (
          <FormTrouble error={change.error} names={form.names} />
        )}
        <TextField {...form.field('name')} label={t('channels.name')} autoComplete="off" required />
        <SelectField {...form.field('standing')} label={t('channels.whose')}>
          {(['ours', 'reserved', 'not-ours'] as const).map((standing) => (
            <option key={standing} value={standing}>
              {t(`channels.standing.${standing}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          {...form.field('roleAddress')}
          label={t('channels.roleAddress')}
          hint={t('channels.roleAddressHint')}
          type="email"
          autoComplete="off"
        />
        {channel.manual && (
          <>
            <TextField
              {...form.field('handle')}
              label={t('channels.handle')}
              autoComplete="off"
              autoCapitalize="none"
            />
            <TextField
              {...form.field('url')}
              label={t('channels.url')}
              hint={t('channels.urlHint')}
              type="url"
              autoComplete="off"
            />
          </>
        )}
        <div className="line">
          <Button type="submit" busy={change.isPending}>
            {t('channels.save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}

const clashText = (base: Entry, current: Entry): string => {
  const names = differing(base, current)
  const said = names.map((name) =>
    t('channels.clashField', {
      field: t(`channels.${name === 'standing' ? 'whose' : name}`),
      value: shownAs(name, current[name]),
    }),
  )
  return [...said, t('channels.clashText')].join(' ')
}
const shownAs = (name: keyof Entry, value: string): string =>
  name === 'standing' ? t(`channels.standing.${value as Channel['standing']}`) : value || t('channels.nothing')
