import { useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'
import { toast } from './toast.tsx'

/** Puts a text on the clipboard, and says so. `of` names what is copied for those who hear the page. */
export function CopyButton({ text, of }: { text: string; of: string }) {
  const [copied, setCopied] = useState<string | null>(null)
  const done = copied === text
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(text)
    } catch {
      // Without a safe connection a browser has no clipboard to write to.
      toast(t('ui.copyByHand'))
    }
  }
  return (
    <Button
      icon={done ? 'check' : 'copy'}
      onClick={copy}
      aria-label={t(done ? 'ui.copiedOf' : 'ui.copyOf', { what: of })}
    >
      {done ? t('ui.copied') : t('ui.copy')}
    </Button>
  )
}
