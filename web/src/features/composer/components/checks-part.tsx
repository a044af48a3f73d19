import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { listed } from '#i18n/format.ts'
import { type PlainKey, t, told } from '#i18n/t.ts'
import type { Channel, Finding } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import type { IconName } from '#ui/icon.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { type Hue, Mark } from '#ui/state-mark.tsx'
import { calledAmong } from '../called.ts'
import { valuesHere } from '../finding-values.ts'
import { foundTogether } from '../found.ts'
import { mend } from '../mend.ts'
import type { Saving } from '../saver.ts'
import type { Swap } from '../swap.ts'
import type { useChecks } from '../use-checks.ts'

type Tally = 'composer.tallyMust' | 'composer.tallyLook' | 'composer.tallyFine'
const looks: Record<Finding['level'], { hue: Hue; icon: IconName; word: PlainKey; tally: Tally }> = {
  must: { hue: 'trouble', icon: 'octagon-alert', word: 'composer.must', tally: 'composer.tallyMust' },
  look: { hue: 'wait', icon: 'triangle-alert', word: 'composer.look', tally: 'composer.tallyLook' },
  fine: { hue: 'done', icon: 'circle-check', word: 'composer.fine', tally: 'composer.tallyFine' },
}
/** What the server says of the post as it was saved last. */
export function ChecksPart({
  saving,
  check,
  channels,
  swap,
}: {
  saving: Saving
  check: ReturnType<typeof useChecks>
  channels: Channel[]
  swap: Swap
}) {
  const { post, local } = saving.queue
  const found = foundTogether(check.data?.checks ?? [])
  const among = channels.filter(({ id }) => local.channels.includes(id))
  const tally = (['must', 'look', 'fine'] as const)
    .map((level) => ({ level, count: found.filter(({ finding }) => finding.level === level).length }))
    .filter(({ count }) => count > 0)
  const fix = (one: Finding) => {
    const mended = mend(local, one)
    if (!mended) return
    swap(mended, t('composer.fixed'))
  }
  return (
    <Section
      title={t('composer.before')}
      className="part"
      aside={
        found.length > 0 && (
          <span className="small muted">
            {tally.map(({ level, count }) => t(looks[level].tally, { count })).join(', ')}
          </span>
        )
      }
    >
      {post === null && <p className="muted">{t('composer.checksLater')}</p>}
      {post !== null && check.isPending && <Skeleton lines={[90, 80, 70]} />}
      {check.isError && !check.data && <NotLoaded again={() => check.refetch()} />}
      <ul className="checks">
        {found.map(({ finding: one, channels: said }) => (
          <Row
            key={[one.rule, one.channel, one.field, one.message, one.at?.start].join()}
            finding={one}
            channels={channels.filter(({ id }) => said.includes(id))}
            among={among}
            fix={mend(local, one) ? () => fix(one) : null}
          />
        ))}
      </ul>
    </Section>
  )
}

function Row({
  finding,
  channels,
  among,
  fix,
}: {
  finding: Finding
  /** Of which it is said; none: of the one text. */
  channels: Channel[]
  among: Channel[]
  fix: (() => void) | null
}) {
  const { handle } = useHere()
  const [channel] = channels
  const look = looks[finding.level]
  const { source } = finding
  const signIn = finding.rule === 'connection' && channel && finding.level === 'must'
  return (
    <li>
      <Mark hue={look.hue} icon={look.icon}>
        {t(look.word)}
      </Mark>
      <span>
        {told(finding.key, finding.message, valuesHere(finding.values))}
        <small className="muted">
          {/* Channels of one library are often called the same on every network: the network comes first. */}
          {channel &&
            `${t('composer.on', { network: listed(channels.map((one) => calledAmong(networkName(one.network), one, among))) })} · `}
          {source.url ? (
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.name}
            </a>
          ) : (
            source.name
          )}
        </small>
      </span>
      {fix && <Button onClick={fix}>{t('composer.fix')}</Button>}
      {signIn && (
        <Link className="button" to={room.channel(handle, channel.id)}>
          {t('composer.toChannel', { network: networkName(channel.network) })}
        </Link>
      )}
    </li>
  )
}
