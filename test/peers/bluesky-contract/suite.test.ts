import { adapterSuite } from '@shelftalker/networks/testing/suite.ts'
import { contractHarness } from './harness.ts'

adapterSuite('Bluesky, against the contract peer', contractHarness)
