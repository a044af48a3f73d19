import { SelectField } from './field.tsx'

/** All zones of this browser, by continent. `UTC` and the value itself are always among them. */
function zonesBy(value: string): Map<string, string[]> {
  const all = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value])
  const groups = new Map<string, string[]>()
  for (const zone of [...all].filter(Boolean).sort()) {
    const continent = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : ''
    groups.set(continent, [...(groups.get(continent) ?? []), zone])
  }
  return groups
}
const city = (zone: string): string =>
  zone
    .slice(zone.indexOf('/') + 1)
    .replaceAll('/', ', ')
    .replaceAll('_', ' ')

/** A time zone by its city. */
export function ZoneField(props: {
  label: string
  hint?: string
  error?: string | null
  value: string
  onChange: (zone: string) => void
}) {
  return (
    <SelectField {...props}>
      {[...zonesBy(props.value)].map(([continent, zones]) => (
        <optgroup key={continent} label={continent || 'UTC'}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {city(zone)}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}

/** The zone of the device: a guess for the library's. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
