import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { Dialog } from '#ui/dialog.tsx'

/** Shown this once. It closes only by the button that says they are kept. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  return (
    <Dialog
      title={t('settings.codes')}
      actions={
        <>
          <CopyButton text={codes.join('\n')} of={t('settings.codes')} />
          <Button icon="printer" onClick={() => print()}>
            {t('settings.printCodes')}
          </Button>
          <Button kind="ink" onClick={onClose}>
            {t('settings.codesKept')}
          </Button>
        </>
      }
    >
      <p>{t('settings.codesText')}</p>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
