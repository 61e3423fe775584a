// Which SDK sends the calls: the official package where it is installed, else the built-in client.
import { builtInSdk } from './built-in-client';
import type { EcdSdk } from './sdk';

const OFFICIAL_PACKAGE = '@alicloud/ecd20200930';

/** The SDK to use. */
export function loadSdk(): EcdSdk {
  return loadOfficialSdk() ?? builtInSdk;
}

/** The official SDK, or undefined where it is not installed. Throws when it is installed but does not load. */
export function loadOfficialSdk(): EcdSdk | undefined {
  try {
    // By name and without its types: the package is optional, not every registry has it.
    return require(OFFICIAL_PACKAGE) as EcdSdk;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.includes(OFFICIAL_PACKAGE)) return undefined;
    throw error;
  }
}
