/** Zones as programs call them: IANA's names, with whatever a program puts before them, and Windows' own. */

/** CLDR 48, supplemental windowsZones.xml, territory 001: those that calendars of libraries meet. */
const WINDOWS: Record<string, string> = Object.fromEntries(
  `Hawaiian=Pacific/Honolulu;Alaskan=America/Anchorage;Pacific=America/Los_Angeles;US Mountain=America/Phoenix;Mountain=America/Denver
Central=America/Chicago;Canada Central=America/Regina;Central America=America/Guatemala;Mexico=America/Mexico_City;Eastern=America/New_York
US Eastern=America/Indianapolis;SA Pacific=America/Bogota;Atlantic=America/Halifax;Newfoundland=America/St_Johns;E. South America=America/Sao_Paulo
Argentina=America/Buenos_Aires;GMT=Europe/London;Greenwich=Atlantic/Reykjavik;W. Europe=Europe/Berlin;Central Europe=Europe/Budapest
Romance=Europe/Paris;Central European=Europe/Warsaw;E. Europe=Europe/Chisinau;GTB=Europe/Bucharest;FLE=Europe/Kyiv;Turkey=Europe/Istanbul
Russian=Europe/Moscow;Israel=Asia/Jerusalem;South Africa=Africa/Johannesburg;Egypt=Africa/Cairo;W. Central Africa=Africa/Lagos;E. Africa=Africa/Nairobi
Arab=Asia/Riyadh;Arabian=Asia/Dubai;India=Asia/Calcutta;SE Asia=Asia/Bangkok;China=Asia/Shanghai;Singapore=Asia/Singapore;Taipei=Asia/Taipei
Tokyo=Asia/Tokyo;Korea=Asia/Seoul;AUS Eastern=Australia/Sydney;E. Australia=Australia/Brisbane;Cen. Australia=Australia/Adelaide
W. Australia=Australia/Perth;New Zealand=Pacific/Auckland`
    .split(/[;\n]/)
    .map((pair) => pair.split('=') as [string, string]),
)

/** IANA's name; null where nobody knows it. `/mozilla.org/20050126_1/America/New_York` is New York. */
export function zoneNamed(name: string): string | null {
  const bare = name.replace(/^["'\s]+|["'\s]+$/g, '')
  if (/^(etc\/)?(utc|gmt|z)$/i.test(bare)) return 'UTC'
  const windows = WINDOWS[bare.replace(/ (Standard|Daylight) Time$/i, '')]
  if (windows && / Time$/i.test(bare)) return windows
  const parts = bare.split('/').filter((part) => part !== '')
  // A region has two parts or three; one part alone (“EST”) is an offset that knows no summer.
  for (const count of [3, 2]) {
    const tail = parts.slice(-count).join('/')
    if (parts.length >= count && exists(tail)) return tail
  }
  return null
}

function exists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
