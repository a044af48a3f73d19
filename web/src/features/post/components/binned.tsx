import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Post } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useBin } from '../api/deeds.ts'

export function Binned({ post }: { post: Post }) {
  const { handle, zone, library } = useHere()
  const { restore } = useBin(handle, post.id)
  return (
    <Notice kind="wait" icon="trash-2" title={t('post.binned', { at: moment(post.binnedAt ?? post.updatedAt, zone) })}>
      {mayChange(library, post.branch) && (
        <Button icon="undo-2" busy={restore.isPending} onClick={() => restore.mutate()}>
          {t('post.restore')}
        </Button>
      )}
    </Notice>
  )
}
