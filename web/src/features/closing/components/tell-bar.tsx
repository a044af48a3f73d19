import type { ClosingPreview } from '#app/api.types.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { everyBranchWords } from '../branch-words.ts'
import type { Choice } from '../choice.ts'
import { endWords } from '../end-words.ts'
import { kinds } from './kinds.tsx'

/** What will happen, once more in one line, and the one button. It stays above the places. */
export function TellBar({
  preview,
  choice,
  ready,
  busy,
  onTell,
}: {
  preview: ClosingPreview
  choice: Choice
  ready: boolean
  busy: boolean
  onTell: () => void
}) {
  const chosen = preview.channels.filter(({ id }) => choice.channels?.includes(id) ?? true)
  const byHand = chosen.filter(({ manual }) => manual).length
  const held =
    preview.untrue.filter(({ post }) => !choice.keep.includes(post)).length +
    preview.named.filter(({ post }) => choice.hold.includes(post)).length
  const where =
    preview.branches.length === 0
      ? t('closing.library')
      : preview.everyBranch
        ? everyBranchWords(preview.branches.length)
        : listed(preview.branches.map(({ name }) => name))
  const kind = t(kinds.find(({ value }) => value === choice.kind)!.word)
  const until = preview.until
    ? t('closing.sumUntil', { until: endWords(preview.until, preview.zone) })
    : t('closing.sumOpen')
  return (
    <div className="tell">
      <p className="small">
        <b>{t('closing.sum', { where, until, kind })}</b>{' '}
        <span className="muted">
          {t(preview.sendingHeld ? 'closing.sumLater' : 'closing.sumOut', { count: chosen.length - byHand })}
          {byHand > 0 && ` ${t('closing.sumByHand', { count: byHand })}`}
          {held > 0 && ` ${t('closing.sumHeld', { count: held })}`}
        </span>
      </p>
      <Button kind="ink" icon="send" busy={busy} onClick={onTell} aria-disabled={!ready || undefined} disabled={!ready}>
        {t('closing.tell')}
      </Button>
    </div>
  )
}
