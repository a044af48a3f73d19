import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { listed, longDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { postQuery } from '#posts/api.ts'
import { titleIn } from '#posts/title.ts'
import type { Channel, Finding, Post } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { toast } from '#ui/toast.tsx'
import { usePlace, usePresence } from '../api/presence.ts'
import type { Content } from '../content.ts'
import { onThisPage } from '../on-this-page.ts'
import { openChannels, outOn } from '../open-channels.ts'
import { previewsOf } from '../previews.ts'
import { swapWith } from '../swap.ts'
import { useChecks } from '../use-checks.ts'
import { useDraft } from '../use-draft.ts'
import { useSubmit } from '../use-submit.ts'
import { useTroubles } from '../use-troubles.ts'
import { withChannels } from '../wordings.ts'
import { Already } from './already.tsx'
import { Bar } from './bar.tsx'
import { ChannelsPart } from './channels-part.tsx'
import { ChecksPart } from './checks-part.tsx'
import { ClashDialog } from './clash-dialog.tsx'
import { LanguagesPart } from './languages-part.tsx'
import { MediaPart } from './media-part.tsx'
import { OptionsPart } from './options-part.tsx'
import { Others } from './others.tsx'
import { PollPart } from './poll-part.tsx'
import { Previews } from './previews.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { Strays } from './strays.tsx'
import { TextPart } from './text-part.tsx'
import { Troubled } from './troubled.tsx'
import { WhenPart } from './when-part.tsx'

const NONE: Finding[] = []

interface Props {
  /** null: a new one. */
  post: Post | null
  start: Content
  channels: Channel[]
  /** The channels could not be read: the way to ask again. */
  channelsAgain: (() => void) | null
}

/** Everything about writing one post. */
export function Composer({ post, start, channels, channelsAgain }: Props) {
  const { handle, zone, ...here } = useHere()
  const me = here.me.person.id
  const navigate = useNavigate()
  const draft = useDraft({ person: me, handle }, post, start)
  const { saver, queue } = draft
  const content = queue.local
  const id = queue.post
  const [now, setNow] = useState(false)
  const latest = useQuery({ ...postQuery(handle, id ?? ''), enabled: id !== null, staleTime: 30_000 }).data
  useEffect(() => {
    const before = saver.now.queue.version
    if (latest) saver.seen(latest)
    const { version } = saver.now.queue
    if (before !== null && version !== null && version > before && latest?.updatedBy && latest.updatedBy.id !== me)
      toast(t('composer.joined', { name: latest.updatedBy.name }))
    // After a sign-in everything is read anew: a good moment to send what could not be sent.
    saver.again()
  }, [latest, saver, me])

  const submit = useSubmit(handle, saver, (result) => {
    toast(handedOver(result.now, result.channels, channels))
    navigate(room.post(handle, result.post))
  })
  const troubles = useTroubles(submit.error ?? (draft.status === 'refused' ? draft.error : null), onThisPage)
  const change = (next: Partial<Content>) => {
    for (const field of Object.keys(next)) troubles.clear(field === 'planned' ? 'when' : field)
    saver.type(next)
  }

  const place = usePlace()
  const present = usePresence(handle, id, place.place)
  const swap = swapWith(saver, change)
  const later = useDeferredValue(content)
  const previews = useMemo(() => previewsOf(later, channels), [later, channels])
  const title = titleIn(content.text)
  const check = useChecks(draft)

  const out = outOn(latest)
  const open = openChannels(content.channels, latest)
  const rest = out.size > 0 ? open : undefined
  const nowhere = out.size > 0 && open.length === 0
  const schedule = () => {
    if (!nowhere) submit.schedule(content.planned, rest)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    // A dialog asks something else.
    if (event.target instanceof Element && event.target.closest('dialog')) return
    event.preventDefault()
    schedule()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears Ctrl+Enter from the fields inside.
    <div className="composer" onKeyDown={press} onFocus={place.onFocus}>
      <PageTitle
        title={title || t('composer.new')}
        window={t('composer.new')}
        above={
          content.planned && (
            <>
              <Link to={`${room.calendar(handle)}?at=${content.planned.date}`}>{t('app.calendar')}</Link>
              {` / ${longDate(`${content.planned.date}T12:00:00Z`, 'UTC')}`}
            </>
          )
        }
        actions={
          <Button kind="plain" onClick={() => navigate(-1)}>
            {t('ui.close')}
          </Button>
        }
      />
      <Others present={present} />
      {!post && <Strays />}
      {latest && <Already post={latest} />}
      <div className="desk">
        <form className="stack parts" onSubmit={(event) => event.preventDefault()}>
          <div data-place="text">
            <TextPart content={content} change={change} swap={swap} previews={previews} error={troubles.at('text')} />
          </div>
          <div data-place="variants">
            <LanguagesPart
              content={content}
              change={change}
              swap={swap}
              channels={channels}
              trouble={troubles.at}
              open={out.size === 0}
            />
          </div>
          <div data-place="media">
            <MediaPart
              content={content}
              change={change}
              channels={channels}
              trouble={troubles.at}
              more={troubles.under}
            />
          </div>
          <div data-place="options">
            <PollPart content={content} change={change} channels={channels} trouble={troubles.at} />
          </div>
          <div data-place="channels">
            <ChannelsPart
              channels={channels}
              chosen={content.channels}
              change={(ids) => {
                const { variants } = withChannels(content, ids)
                change(variants === content.variants ? { channels: ids } : { channels: ids, variants })
              }}
              error={troubles.under('channels')}
              again={channelsAgain}
            />
          </div>
          <div data-place="options">
            <OptionsPart content={content} change={change} channels={channels} trouble={troubles.at} />
          </div>
          <div data-place="when">
            <WhenPart content={content} change={change} zone={zone} trouble={troubles} />
          </div>
          <ChecksPart saving={draft} check={check} channels={channels} swap={swap} />
        </form>
        <div data-place="variants">
          <Previews
            previews={previews}
            content={content}
            change={change}
            swap={swap}
            trouble={troubles.at}
            checks={check.data?.checks ?? NONE}
          />
        </div>
      </div>
      <Bar
        trouble={<Troubled saving={draft} error={submit.error} troubles={troubles} again={() => saver.again()} />}
        saving={draft}
        busy={submit.busy}
        planned={content.planned}
        schedule={schedule}
        changes={nowhere && id ? room.post(handle, id) : null}
        publish={() => setNow(true)}
        keep={async () => {
          if (await submit.keep()) toast(t('composer.draftKept'))
        }}
      />
      {now && (
        <PublishDialog
          title={title ?? ''}
          channels={channels.filter((channel) => open.includes(channel.id))}
          busy={submit.busy}
          onClose={() => setNow(false)}
          onYes={async () => {
            await submit.publish(rest)
            setNow(false)
          }}
        />
      )}
      {queue.clash && <ClashDialog queue={queue} choose={(whose) => saver.choose(whose)} />}
    </div>
  )
}

/** What was done, truthfully: a channel by hand is not on its way, it waits for a person. */
function handedOver(now: boolean, ids: string[], channels: Channel[]): string {
  const byHand = channels.filter(({ id, manual }) => manual && ids.includes(id)).map(({ name }) => name)
  const count = ids.length - byHand.length
  if (!now) return t('composer.scheduled', { count: ids.length })
  if (count === 0) return t('composer.byHandNow', { channels: listed(byHand) })
  return byHand.length === 0
    ? t('composer.submitted', { count })
    : `${t('composer.submitted', { count })} ${t('composer.byHandNow', { channels: listed(byHand) })}`
}
