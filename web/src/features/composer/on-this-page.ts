/** Paths of the server's errors that have a field of the composer to stand at. The rest is said above the bar. Pure. */
const SHOWN = [
  'text',
  'language',
  'noUseAfter',
  'branch',
  'area',
  'serves',
  'channels',
  'channels.*',
  'media',
  'media.#',
  'media.#.*',
  'when',
  'when.date',
  'when.time',
  'when.zone',
  'planned',
  'planned.*',
  'variants.#.text',
  'options.warning',
  'options.visibility',
  'options.poll',
  'options.poll.minutes',
  'options.poll.answers',
  'options.poll.answers.#',
]
const patterns = SHOWN.map(
  (path) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '.+').replaceAll('#', '\\d+')}$`),
)

/** Exactly those that a part of the composer asks for: an error that is on this list and shown nowhere would be lost. */
export const onThisPage = (path: string): boolean => patterns.some((one) => one.test(path))
