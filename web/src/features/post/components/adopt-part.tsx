import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { troubleAt } from '#app/problem.ts'
import { branchesQuery } from '#app/query.ts'
import { t } from '#i18n/t.ts'
import type { Post, Story } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useAdopt, useDetach } from '../api/adopt.ts'
import { LikelyDialog } from './likely-dialog.tsx'

/** The way from a stranger's post to one of ours: a new one, or one that there is. */
export function AdoptPart({ story }: { story: Story }) {
  const { handle, library } = useHere()
  const navigate = useNavigate()
  const adopt = useAdopt(handle, story.id)
  const detach = useDetach(handle)
  const [choosing, setChoosing] = useState(false)
  // Who writes for several branches says for which one; who writes for one need not.
  const several = library.branches.length > 1
  const [branch, setBranch] = useState('')
  if (!mayPublish(library.role)) return null
  const network = networkName(story.network)
  const there = room.delivery(handle, story.id)
  // In place of this page, and to the same place to which it leads from now on: a live answer may be faster.
  const goTo = (post: Post) => navigate(`${room.post(handle, post.id)}?delivery=${story.id}`, { replace: true })
  // By then this page is gone, and only the promise tells.
  const takeBack = () =>
    detach.mutateAsync(story.id).then(
      () => navigate(there),
      () => toast(t('adopt.notTakenBack')),
    )
  const make = () =>
    adopt.mutate(
      { post: null, branch: branch || null },
      {
        onSuccess: (post) => {
          goTo(post)
          toast(t('adopt.made'), takeBack)
        },
      },
    )
  const isThis = (post: string) =>
    adopt.mutate(
      { post, branch: null },
      {
        onSuccess: (post) => {
          setChoosing(false)
          goTo(post)
          toast(t('adopt.linked', { title: post.title || t('today.untitled') }))
        },
      },
    )
  return (
    <Section title={t('adopt.title')} className="stack">
      <p className="small muted measure">{t('adopt.text', { network })}</p>
      {!choosing && <FormTrouble error={adopt.error} names={['branch']} />}
      {several && <ForBranch value={branch} onChange={setBranch} error={troubleAt(adopt.error, 'branch')} />}
      <div className="line">
        <Button kind="ink" icon="plus" busy={adopt.isPending && !choosing} onClick={make}>
          {t('adopt.make')}
        </Button>
        <Button
          icon="link"
          onClick={() => {
            adopt.reset()
            setChoosing(true)
          }}
        >
          {t('adopt.isThis')}
        </Button>
      </div>
      {choosing && (
        <LikelyDialog
          story={story}
          error={adopt.error}
          busy={adopt.isPending}
          onClose={() => setChoosing(false)}
          onYes={isThis}
        />
      )}
    </Section>
  )
}

function ForBranch({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (value: string) => void
  error: string | null
}) {
  const { handle, library } = useHere()
  const branches = (useQuery(branchesQuery(handle)).data ?? []).filter(({ id }) => library.branches.includes(id))
  return (
    <SelectField label={t('adopt.branch')} value={value} onChange={onChange} error={error}>
      <option value="">{t('adopt.branchChoose')}</option>
      {branches.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
