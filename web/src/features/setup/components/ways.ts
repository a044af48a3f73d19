/** How one leaves a step. */
export interface Ways {
  onNext: () => void
  onSkip: () => void
  /** null: it is the first. */
  onBack: (() => void) | null
}
