// The SDKs that are installed here: every one must send and read the same.
import { builtInSdk } from '../../src/ecd/built-in-client';
import { loadOfficialSdk } from '../../src/ecd/load-sdk';

export const official = loadOfficialSdk();

export const SDKS = [
  { name: 'the built-in client', sdk: builtInSdk },
  ...(official ? [{ name: '@alicloud/ecd20200930', sdk: official }] : []),
];
