import { t } from '#i18n/t.ts'

/** Holds the place of what is being loaded, in its final size; drawn after 150 ms (in `notice.css`). Widths in percent. */
export function Skeleton({ lines }: { lines: number[] }) {
  return (
    <>
      <p className="sr" role="status">
        {t('ui.loading')}
      </p>
      <div className="skeleton" aria-hidden="true">
        {lines.map((width, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change.
          <i key={at} style={{ inlineSize: `${width}%` }} />
        ))}
      </div>
    </>
  )
}
