import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { LikelyPost, Story } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { Picks } from '#ui/pick.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { lookOf } from '#ui/state-mark.tsx'
import { becomes, shownOf } from '../adopt.ts'
import { likelyQuery } from '../api/adopt.ts'

/** Which post of ours it is: the likeliest, or one that is looked for; and what that does. */
export function LikelyDialog({
  story,
  error,
  busy,
  onClose,
  onYes,
}: {
  story: Story
  error: unknown
  busy: boolean
  onClose: () => void
  onYes: (post: string) => void
}) {
  const { handle } = useHere()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState('')
  const q = useDeferredValue(words.trim())
  const found = useQuery(likelyQuery(handle, story.id, q))
  const posts = shownOf(found.data ?? [], chosen)
  const post = posts.find(({ id }) => id === chosen)
  const network = networkName(story.network)
  return (
    <Dialog
      title={t('adopt.which')}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" icon="check" busy={busy} disabled={!post} onClick={() => post && onYes(post.id)}>
            {t('adopt.yes')}
          </Button>
        </>
      }
    >
      <FormTrouble error={error} />
      <TextField
        label={t('adopt.search')}
        type="search"
        maxLength={200}
        autoComplete="off"
        value={words}
        onChange={setWords}
      />
      {found.isPending && <Skeleton lines={[100, 100]} />}
      {found.isError && !found.data && <NotLoaded again={() => found.refetch()} />}
      {found.data && posts.length === 0 && (
        <p className="small muted" role="status">
          {t(q === '' ? 'adopt.none' : 'adopt.noneSo')}
        </p>
      )}
      {posts.length > 0 && (
        <div className="likely">
          <Picks
            legend={t('adopt.posts')}
            name="likely"
            value={chosen}
            onChange={setChosen}
            choices={posts.map((one) => ({ value: one.id, word: <Likely post={one} network={network} /> }))}
          />
        </div>
      )}
      {post && (
        <p className="small" role="status">
          {t(`adopt.${becomes(post.open)}`, { network })}
        </p>
      )}
    </Dialog>
  )
}

function Likely({ post: { title, open, updatedAt }, network }: { post: LikelyPost; network: string }) {
  const { zone } = useHere()
  return (
    <span className="two-lines">
      <span dir="auto">{title || t('today.untitled')}</span>
      <span className="small muted">
        {open
          ? t('adopt.open', {
              network,
              state: t(lookOf(open.state, open.waitingFor).word).toLowerCase(),
              at: moment(open.dueAt, zone),
            })
          : t('adopt.changed', { at: moment(updatedAt, zone) })}
      </span>
    </span>
  )
}
