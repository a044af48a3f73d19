import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { linkLibraries } from './binaries.ts'

test('links of libraries are made where install scripts are switched off, and once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'binaries-'))
  try {
    mkdirSync(join(folder, 'native/lib'), { recursive: true })
    const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${name}`,
    }))
    writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links))
    for (let time = 0; time < 2; time++) linkLibraries(folder)
    assert.equal(readlinkSync(join(folder, 'native/lib/libpq.so')), 'libpq.so.5.18')
    assert.equal(readlinkSync(join(folder, 'native/lib/libpq.so.5')), 'libpq.so.5.18')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
