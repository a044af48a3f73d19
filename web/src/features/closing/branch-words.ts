import { t } from '#i18n/t.ts'

/** Every branch, as one says it: "Both branches", "All 17 branches". */
export const everyBranchWords = (count: number): string =>
  count === 2 ? t('closing.both') : t('closing.all', { count })
/** The same within a sentence. */
export const everyBranchWithin = (count: number): string =>
  count === 2 ? t('closing.bothLower') : t('closing.allLower', { count })
