/**
 * The content areas that a library begins with; it renames, orders and retires them as it likes. After the topics that libraries were found to
 * post about (Karami and Collins 2018, 138,000 tweets of 48 libraries), and King’s advice of a few areas a team (2015, chapter 4).
 */
export const DEFAULT_AREAS: readonly string[] = [
  'Readers’ advisory',
  'Events and programs',
  'Services and how-to',
  'Local news and partners',
  'Fun and pop culture',
  'Behind the scenes',
  'Collections and archives',
  'Advocacy and impact',
]
