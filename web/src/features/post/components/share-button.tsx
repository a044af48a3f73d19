import { useState } from 'react'
import { t } from '#i18n/t.ts'
import type { Kit } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { toast } from '#ui/toast.tsx'

/** Hands words and pictures to another app of the phone, where the browser can. Elsewhere it is not there. */
export function ShareButton({ kit, address }: { kit: Kit; address: (url: string) => string }) {
  const [busy, setBusy] = useState(false)
  if (!('share' in navigator)) return null
  const share = async () => {
    setBusy(true)
    const shown = kit.files.filter(({ language }) => language === null)
    try {
      const files = await Promise.all(
        // Captions belong to a video's own page there; an app that is handed them takes nothing at all.
        shown.map(async (file) => {
          const answer = await fetch(address(file.url))
          if (!answer.ok) throw new Error(file.name)
          return new File([await answer.blob()], file.name, { type: file.type })
        }),
      )
      const text = kit.texts.join('\n\n')
      await navigator.share(files.length > 0 && navigator.canShare({ files }) ? { text, files } : { text })
    } catch (error) {
      // Who closes the phone's own sheet has decided; there is nothing to say.
      if (!(error instanceof DOMException && error.name === 'AbortError')) toast(t('kit.notShared'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon="send" busy={busy} onClick={share}>
      {t('kit.share')}
    </Button>
  )
}
