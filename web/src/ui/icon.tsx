import sprite from './icons.svg'

/** The drawings in `icons.svg`. */
export type IconName =
  | 'calendar-days'
  | 'card'
  | 'check'
  | 'chevron-down'
  | 'chevron-right'
  | 'circle-check'
  | 'circle-help'
  | 'circle-x'
  | 'clock'
  | 'copy'
  | 'ellipsis'
  | 'external-link'
  | 'hand'
  | 'hourglass'
  | 'image'
  | 'info'
  | 'key-round'
  | 'keyboard'
  | 'library'
  | 'link'
  | 'list'
  | 'lock'
  | 'log-in'
  | 'log-out'
  | 'mail'
  | 'monitor'
  | 'moon'
  | 'octagon-alert'
  | 'pause'
  | 'pencil'
  | 'plus'
  | 'refresh-cw'
  | 'send'
  | 'settings-2'
  | 'signpost'
  | 'sun'
  | 'trash-2'
  | 'triangle-alert'
  | 'undo-2'
  | 'user'
  | 'users'
  | 'wifi-off'
  | 'x'
  | 'history'
  | 'eye'
  | 'download'
  | 'chevron-left'
  | 'arrow-right'
  | 'grip-vertical'
  | 'accessibility'
  | 'languages'

/** Always beside words that say the same, or inside a control with a name: never read aloud. */
export function Icon({ name, big, turns }: { name: IconName; big?: boolean; turns?: boolean }) {
  return (
    <svg className={`icon${big ? ' big' : ''}${turns ? ' turns' : ''}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#i-${name}`} />
    </svg>
  )
}
