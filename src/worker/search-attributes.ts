// Registers the search attributes that are missing: a child started with an unknown one would hang for ever.
import type { Connection } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../shared/search-attributes';

/** IndexedValueType of a Keyword in Temporal's API. */
const KEYWORD = 2;

/** Registers what is missing in the namespace. Throws with the command that an administrator can run instead. */
export async function registerSearchAttributes(
  { operatorService }: Pick<Connection | NativeConnection, 'operatorService'>,
  namespace: string,
): Promise<void> {
  const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
  let missing = names;
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    missing = names.filter((name) => customAttributes?.[name] !== KEYWORD);
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The search attributes ${missing.join(', ')} could not be registered in namespace ${namespace} (${reason}). ` +
        `Have them registered, then start the worker again:\n  ${commandFor(missing, namespace)}`,
    );
  }
}

function commandFor(names: readonly string[], namespace: string): string {
  const attributes = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return `temporal operator search-attribute create --namespace ${namespace} ${attributes}`;
}
