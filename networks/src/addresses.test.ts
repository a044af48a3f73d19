import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbiddenAddress } from './addresses.ts'

test('addresses that a user must not reach are forbidden, however they are written', () => {
  for (const address of [
    ...[
      '127.0.0.1',
      '127.8.8.8',
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.0.0.8',
      '192.0.2.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.7',
      '203.0.113.9',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::7f00:1', '64:ff9b::7f00:1'],
    ...[
      '64:ff9b:1::1',
      '100::1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      'fc00::1',
      'fd12:3456::1',
      'fd00:ec2::254',
    ],
    ...['fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '5f00::1', '3fff::1'],
  ])
    assert.equal(forbiddenAddress(address), true, address)
})

test('public addresses are open', () => {
  for (const address of [
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '2606:4700::1111',
    '2a00:1450:4001:800::200e',
  ])
    assert.equal(forbiddenAddress(address), false, address)
})

test('an IPv4 address in IPv6 clothes is as forbidden as it is without them', () => {
  assert.equal(forbiddenAddress('::ffff:192.168.0.1'), true)
  // Mapped addresses are never needed: a name that has a public IPv4 address says so.
  assert.equal(forbiddenAddress('::ffff:8.8.8.8'), forbiddenAddress('8.8.8.8'))
})
