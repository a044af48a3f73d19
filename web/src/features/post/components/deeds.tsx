import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { t } from '#i18n/t.ts'
import type { Post } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { toast } from '#ui/toast.tsx'
import { type Act, useDeed, useReschedule } from '../api/deeds.ts'
import { type Offer, offersOf } from '../offers.ts'
import type { Place } from '../places.ts'
import { GraveDialog } from './grave-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { SettleDialog } from './settle-dialog.tsx'

/** What the server says can be done here, as buttons: the way on first, leaving it out last. */
export function Deeds({ post, place, children }: { post: Post; place: Place; children?: ReactNode }) {
  const { handle, library } = useHere()
  const deed = useDeed(handle)
  const again = useReschedule(handle)
  const [asked, setAsked] = useState<Offer['deed'] | null>(null)
  const { head, channel } = place
  const network = networkName(place.network)
  const offers = mayChange(library, post.branch) ? offersOf(place, post.version) : []
  const close = () => setAsked(null)

  const run = (acts: Act[], done: string, undo?: () => void) =>
    deed.mutate(acts, {
      onSuccess: () => {
        close()
        toast(done, undo)
      },
    })
  /** Only what was planned for a moment that is still to come can be planned for it again. */
  const undoCancel = () => {
    const { planned } = head
    if (head.kind !== 'post' || !planned || Date.parse(head.dueAt) < Date.now()) return undefined
    return () => again.mutate({ post: post.id, channel, when: planned })
  }
  const press = ({ deed: name, deliveries }: Offer) => {
    deed.reset()
    const acts = deliveries.map((delivery) => ({ deed: name, delivery }) as Act)
    if (name === 'cancel') return run(acts, t('post.cancelled', { network }), undoCancel())
    if (name === 'retry') return run(acts, t('post.retried', { network }))
    if (name === 'continue') return run(acts, t('post.continued', { network }))
    setAsked(name)
  }
  const offer = offers.find((one) => one.deed === asked)
  const acts = (offer?.deliveries ?? []).map((delivery) => ({ deed: asked, delivery }) as Act)
  if (offers.length === 0 && !children && !deed.error) return null
  return (
    <div className="stack deeds">
      {!asked && <FormTrouble error={deed.error} />}
      <div className="line">
        {children}
        {offers.map((one) =>
          one.deed === 'settle' ? (
            <span className="joined" key={one.deed}>
              <Button onClick={() => press(one)}>{t('post.isThere')}</Button>
              <Button
                busy={deed.isPending}
                onClick={() =>
                  run(
                    [{ deed: 'settle', delivery: head.id, is: 'not-out', url: null }],
                    t('post.settledNotOut', { network }),
                  )
                }
              >
                {t('post.isNotThere')}
              </Button>
            </span>
          ) : (
            <Button key={one.deed} kind={one.plain ? 'plain' : 'paper'} onClick={() => press(one)}>
              {one.deed === 'move' && head.state === 'scheduled' ? t('post.moveIt') : t(`deed.${one.deed}`)}
            </Button>
          ),
        )}
        {offers.some((one) => one.deed === 'retry') && (
          <Link className="button plain" to={room.write(handle, post.id)}>
            {t('post.change')}
          </Link>
        )}
      </div>
      {asked === 'move' && offer && (
        <MoveDialog
          network={network}
          planned={head.planned}
          error={deed.error}
          busy={deed.isPending}
          onClose={close}
          onYes={(when) => run([{ deed: 'move', delivery: head.id, when }], t('post.moved', { network }))}
        />
      )}
      {asked === 'settle' && (
        <SettleDialog
          network={network}
          error={deed.error}
          busy={deed.isPending}
          onClose={close}
          onYes={(url) =>
            run([{ deed: 'settle', delivery: head.id, is: 'out', url }], t('post.settledOut', { network }))
          }
        />
      )}
      {(asked === 'publishNow' || asked === 'remove' || asked === 'edit' || asked === 'leave') && (
        <GraveDialog
          deed={asked}
          title={post.title}
          network={network}
          error={deed.error}
          busy={deed.isPending}
          onClose={close}
          onYes={() => run(acts, t(`post.done.${asked}`, { network }))}
        />
      )}
    </div>
  )
}
