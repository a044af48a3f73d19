/** The one ornament: what has happened, or is held, with its date. `day` is `2026-11-17`; `date` is how it reads. */
export function Stamp({ word, date, day, held }: { word: string; date: string; day: string; held?: boolean }) {
  return (
    <time className={`stamp${held ? ' held' : ''}`} dateTime={day}>
      <b>{word}</b>
      {date}
    </time>
  )
}
