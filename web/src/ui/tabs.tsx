import { NavLink } from 'react-router'

/** Views of one thing. Each has its address, so these are links: back works, and a view can be mailed. */
export function Tabs({ label, tabs }: { label: string; tabs: { to: string; word: string; end?: boolean }[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end}>
          {tab.word}
        </NavLink>
      ))}
    </nav>
  )
}
