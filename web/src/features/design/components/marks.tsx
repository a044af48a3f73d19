import { Icon, type IconName } from '#ui/icon.tsx'
import { Marks, NetworkMark } from '#ui/network-mark.tsx'
import { Stamp } from '#ui/stamp.tsx'
import { Mark, StateMark } from '#ui/state-mark.tsx'
import { Time } from '#ui/time.tsx'
import { samples as say } from '../samples.ts'
import { Specimen, State } from './specimen.tsx'

const states = ['scheduled', 'preparing', 'releasing', 'published', 'held', 'partly', 'refused', 'unknown', 'cancelled']
const waits = ['network', 'sign-in', 'person', 'paused', 'approval', 'part', null]
const networks = ['bulletin', 'mastodon', 'bluesky', 'facebook', 'instagram', 'linkedin', 'nextdoor']
const icons: IconName[] = ['calendar-days', 'card', 'arrow-right', 'history', 'target', 'snowflake', 'stamp']
const ways = ['clock', 'dateAndClock', 'longDate', 'shortDate', 'moment'] as const

/** What tells in a sign and a word. */
export function SignsAndWords() {
  return (
    <>
      <Specimen of="StateMark">
        <State of="each state">
          <div className="stack">
            {states.map((state) => (
              <StateMark key={state} state={state} waitingFor={null} />
            ))}
          </div>
        </State>
        <State of="each wait">
          <div className="stack">
            {waits.map((waitingFor) => (
              <StateMark key={waitingFor} state="waiting" waitingFor={waitingFor} />
            ))}
          </div>
        </State>
        <State of="with its time, boxed">
          <div className="stack">
            <span>
              <StateMark state="published" waitingFor={null} at={say.since} boxed />
            </span>
            <span>
              <StateMark state="unknown" waitingFor={null} at={say.since} boxed />
            </span>
          </div>
        </State>
        <State of="right to left" rtl>
          <StateMark state="held" waitingFor={null} at={say.since} boxed />
        </State>
      </Specimen>
      <Specimen of="Mark">
        {(['', 'done', 'wait', 'trouble', 'unknown'] as const).map((hue) => (
          <State of={hue || 'no hue'} key={hue}>
            <Mark hue={hue} icon="flag" boxed>
              {say.held}
            </Mark>
          </State>
        ))}
        <State of="long text">
          <Mark hue="wait" icon="hourglass">
            {say.long}
          </Mark>
        </State>
      </Specimen>
      <Specimen of="NetworkMark">
        <State of="each network">
          <div className="line">
            {[...networks, say.unknownNetwork].map((network) => (
              <NetworkMark key={network} network={network} />
            ))}
          </div>
        </State>
        <State of="small">
          <div className="line">
            {networks.map((network) => (
              <NetworkMark key={network} network={network} small />
            ))}
          </div>
        </State>
      </Specimen>
      <Specimen of="Marks">
        <State of="rest">
          <Marks networks={networks} />
        </State>
        <State of="right to left" rtl>
          <Marks networks={networks} />
        </State>
      </Specimen>
      <Specimen of="Stamp">
        <State of="out">
          <Stamp word={say.out} day={say.day} date={say.date} />
        </State>
        <State of="held">
          <Stamp word={say.held} day={say.day} date={say.date} held />
        </State>
        <State of="right to left" rtl>
          <Stamp word={say.arabic} day={say.day} date={say.date} />
        </State>
      </Specimen>
      <Specimen of="Time">
        {ways.map((as) => (
          <State of={as} key={as}>
            <Time at={say.at} zone={say.zone} as={as} />
          </State>
        ))}
      </Specimen>
      <Specimen of="Icon">
        <State of="rest">
          <div className="drawings">
            {icons.map((name) => (
              <Icon key={name} name={name} />
            ))}
          </div>
        </State>
        <State of="big">
          <Icon name="library" big />
        </State>
        <State of="right to left" rtl>
          <Icon name="chevron-right" turns />
        </State>
      </Specimen>
    </>
  )
}
