import { Button } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { Fold } from '#ui/fold.tsx'
import { IndexCard } from '#ui/index-card.tsx'
import { Scroller } from '#ui/scroller.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { samples as say } from '../samples.ts'
import { Specimen, State } from './specimen.tsx'

const columns = Array.from({ length: 12 }, (_, at) => at + 1)

/** What holds other things. `PageTitle` is the page's own. */
export function Frames() {
  return (
    <>
      <Specimen of="Section">
        <State of="rest">
          <Section title={say.title} aside={<Button kind="plain">{say.goes}</Button>}>
            <p>{say.said}</p>
          </Section>
        </State>
        <State of="counted, urgent">
          <Section title={say.title} count={3} urgent>
            <p>{say.said}</p>
          </Section>
        </State>
        <State of="long text">
          <Section title={say.long} count={1200}>
            <p>{say.unbroken}</p>
          </Section>
        </State>
        <State of="right to left" rtl>
          <Section title={say.arabic} count={3}>
            <p>{say.arabic}</p>
          </Section>
        </State>
      </Specimen>
      <Specimen of="IndexCard">
        <State of="rest">
          <IndexCard icon="target">
            <p className="said">{say.said}</p>
          </IndexCard>
        </State>
        <State of="long text">
          <IndexCard icon="target">
            <p>{say.long}</p>
            <p>{say.unbroken}</p>
          </IndexCard>
        </State>
        <State of="right to left" rtl>
          <IndexCard icon="target">
            <p>{say.arabic}</p>
          </IndexCard>
        </State>
      </Specimen>
      <Specimen of="Fold">
        <State of="closed">
          <Fold line={say.line}>
            <p>{say.said}</p>
          </Fold>
        </State>
        <State of="open">
          <Fold line={say.line} open>
            <p>{say.said}</p>
          </Fold>
        </State>
        <State of="focus" focused>
          <Fold line={say.line}>
            <p>{say.said}</p>
          </Fold>
        </State>
        <State of="long text">
          <Fold line={say.long}>
            <p>{say.unbroken}</p>
          </Fold>
        </State>
        <State of="right to left" rtl>
          <Fold line={say.arabic}>
            <p>{say.arabic}</p>
          </Fold>
        </State>
      </Specimen>
      <Specimen of="Empty">
        <State of="empty">
          <Empty icon="target" level="h4" title={say.question} text={say.teaches} source={say.source}>
            <Button kind="ink">{say.verb}</Button>
          </Empty>
        </State>
        <State of="long text">
          <Empty icon="target" level="h4" title={say.long} text={say.unbroken} />
        </State>
        <State of="right to left" rtl>
          <Empty icon="target" level="h4" title={say.arabic} text={say.arabic} />
        </State>
      </Specimen>
      <Specimen of="Skeleton">
        <State of="busy">
          <Skeleton lines={[40, 100, 72]} />
        </State>
      </Specimen>
      <Specimen of="Scroller">
        <State of="wider than its room">
          <Row label={say.title} />
        </State>
        <State of="focus" focused>
          <Row label={say.question} />
        </State>
      </Specimen>
    </>
  )
}

function Row({ label }: { label: string }) {
  return (
    <Scroller label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((one) => (
              <th scope="col" key={one}>
                {say.out}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {columns.map((one) => (
              <td key={one}>{one * 1000}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </Scroller>
  )
}
