import { listed } from '#i18n/format.ts'
import { Icon } from './icon.tsx'

/** Names and letters of the networks that ship. Data, not a rule: an unknown one is shown by its own word. */
const known: Record<string, { name: string; mark: string }> = {
  bulletin: { name: 'Bulletin', mark: '' },
  mastodon: { name: 'Mastodon', mark: 'M' },
  bluesky: { name: 'Bluesky', mark: 'Bs' },
  facebook: { name: 'Facebook', mark: 'Fb' },
  instagram: { name: 'Instagram', mark: 'Ig' },
  linkedin: { name: 'LinkedIn', mark: 'In' },
  nextdoor: { name: 'Nextdoor', mark: 'Nd' },
}
export const networkName = (network: string): string =>
  known[network]?.name ?? network.charAt(0).toUpperCase() + network.slice(1)

/** A network's letters, in ink. Its name must stand beside it, or be in `Marks`. */
export function NetworkMark({ network, small }: { network: string; small?: boolean }) {
  const letters = known[network]?.mark ?? networkName(network).slice(0, 2)
  return (
    <span className={`mark${small ? ' sm' : ''}`} aria-hidden="true">
      {letters || <Icon name="card" />}
    </span>
  )
}

/** Several at once, read aloud by their names. */
export function Marks({ networks }: { networks: string[] }) {
  return (
    <span className="marks">
      {networks.map((network) => (
        <NetworkMark key={network} network={network} />
      ))}
      <span className="sr">{listed(networks.map(networkName))}</span>
    </span>
  )
}
