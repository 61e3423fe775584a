// The SDKs that are installed here, and one that makes of answers what it likes: every one must send and read the same.
import { builtInSdk } from '../../src/ecd/built-in-client';
import { loadOfficialSdk } from '../../src/ecd/load-sdk';
import { castingSdk } from './casting-sdk';

export const official = loadOfficialSdk();

export const SDKS = [
  { name: 'the built-in client', sdk: builtInSdk },
  { name: 'an SDK that casts', sdk: castingSdk },
  ...(official ? [{ name: '@alicloud/ecd20200930', sdk: official }] : []),
];
