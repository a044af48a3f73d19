import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Delivery, Kit } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { useDeed } from '../api/deeds.ts'
import { kitQuery } from '../api/deliveries.ts'
import { ShareButton } from './share-button.tsx'

/** All that it takes to post by hand, in the order in which it is needed, ending with "Done". `branch`: of the post. */
export function KitPart({ delivery, branch }: { delivery: Delivery; branch: string | null }) {
  const { handle, me, library } = useHere()
  const kit = useQuery(kitQuery(handle, delivery.id))
  const deed = useDeed(handle)
  const form = useForm({ url: '' }, deed.error)
  const network = networkName(delivery.network)
  const { claimedBy } = delivery
  const mine = claimedBy?.id === me.person.id
  const done = form.onSubmit(({ url }) =>
    deed.mutate([{ deed: 'done', delivery: delivery.id, url: url.trim() || null }], {
      onSuccess: () => toast(t('post.markedDone', { network })),
    }),
  )
  return (
    <div className="stack kitpart">
      {claimedBy && !mine && <p className="small">{t('kit.claimedBy', { name: claimedBy.name })}</p>}
      {kit.isPending && <Skeleton lines={[100, 100]} />}
      {kit.isError && !kit.data && <NotLoaded again={() => kit.refetch()} />}
      {kit.data && <Items kit={kit.data} network={network} />}
      {mayChange(library, branch) && (
        <form className="stack" onSubmit={done} ref={form.ref}>
          <FormTrouble error={deed.error} names={form.names} />
          {delivery.can.includes('claim') && !claimedBy && (
            <div className="line">
              <Button
                icon="hand"
                busy={deed.isPending}
                onClick={() => deed.mutate([{ deed: 'claim', delivery: delivery.id }])}
              >
                {t('deed.claim')}
              </Button>
              <span className="small muted">{t('kit.claimHint')}</span>
            </div>
          )}
          {delivery.can.includes('done') && (!claimedBy || mine) && (
            <>
              <TextField
                {...form.field('url')}
                label={t('kit.address')}
                hint={t('kit.addressHint')}
                type="url"
                inputMode="url"
                autoComplete="off"
              />
              <div className="line">
                <Button kind="ink" type="submit" icon="check" busy={deed.isPending}>
                  {t('deed.done')}
                </Button>
              </div>
            </>
          )}
        </form>
      )}
    </div>
  )
}

type KitFile = Kit['files'][number]
const isVideo = ({ type }: KitFile): boolean => type.startsWith('video/')

/** As their names count them: captions stand after their video, and have its number. */
function numbered(files: KitFile[]): { file: KitFile; number: number }[] {
  let number = 0
  return files.map((file) => ({ file, number: file.language === null ? ++number : number }))
}

function nameOf(file: KitFile, number: number): string {
  if (file.language !== null) return t('posts.captionsIn', { language: languageName(file.language) })
  const values = { number, width: String(file.width), height: String(file.height) }
  return t(isVideo(file) ? 'kit.videoSize' : 'kit.pictureSize', values)
}

function Items({ kit, network }: { kit: Kit; network: string }) {
  const { handle } = useHere()
  const address = (url: string) => `${url}?library=${encodeURIComponent(handle)}`
  const several = kit.texts.length > 1
  return (
    <>
      <ol className="kit card">
        {kit.texts.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part's name is its number.
          <li key={at}>
            <span>
              {several ? t('posts.textOf', { number: at + 1 }) : t('posts.text')}
              <small className="excerpt muted" dir="auto">
                {text}
              </small>
            </span>
            <CopyButton text={text} of={several ? t('posts.textOf', { number: at + 1 }) : t('posts.text')} />
          </li>
        ))}
        {numbered(kit.files).map(({ file, number }) => (
          <Fragment key={file.url}>
            <li>
              <span>
                {nameOf(file, number)}
                {!file.alt && file.language === null && (
                  <small className="muted">{t(isVideo(file) ? 'posts.videoNoAlt' : 'posts.decorative')}</small>
                )}
              </span>
              <a className="button" href={address(file.url)} download={file.name}>
                <Icon name="download" />
                {t('posts.save')}
              </a>
            </li>
            {file.alt && (
              <li>
                <span>
                  {t(isVideo(file) ? 'kit.videoAltOf' : 'kit.altOf', { number })}
                  <small className="excerpt muted" dir="auto">
                    {file.alt}
                  </small>
                </span>
                <CopyButton text={file.alt} of={t(isVideo(file) ? 'kit.videoAltOf' : 'kit.altOf', { number })} />
              </li>
            )}
          </Fragment>
        ))}
      </ol>
      <div className="line">
        {(kit.compose ?? kit.profile) && (
          <a className="button" href={kit.compose ?? kit.profile ?? ''} target="_blank" rel="noreferrer">
            <Icon name="external-link" />
            {t('kit.open', { network })}
          </a>
        )}
        <ShareButton kit={kit} address={address} />
      </div>
    </>
  )
}
