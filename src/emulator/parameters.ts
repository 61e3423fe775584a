// Reads the parameters of a call from its query, as the SDKs flatten them: `ImageId.1=a&ImageId.2=b`.
import { ApiError } from './api-error';

/** Throws for what `URLSearchParams` would let pass as it stands: a percent sign that encodes nothing. */
export function checkEncoding(search: string): void {
  try {
    decodeURIComponent(search);
  } catch {
    throw new ApiError('InvalidParameter', 'The query string is not percent-encoded UTF-8.');
  }
}

/** The decoded query of one call. */
export class Parameters {
  constructor(private readonly query: URLSearchParams) {}

  /** Throws `Missing<Name>`. An empty value counts as missing. */
  required(name: string): string {
    const value = this.query.get(name);
    if (!value) throw new ApiError(`Missing${name}`, `The input parameter ${name} that is mandatory is not supplied.`);
    return value;
  }

  optional(name: string): string | undefined {
    return this.query.get(name) || undefined;
  }

  integer(name: string, { byDefault, low, high }: { byDefault: number; low: number; high: number }): number {
    const text = this.optional(name);
    const value = text === undefined ? byDefault : Number(/^\d+$/.test(text) ? text : Number.NaN);
    if (!(value >= low && value <= high)) {
      throw new ApiError(`InvalidParameter.${name}`, `${name} must be an integer from ${low} to ${high}.`);
    }
    return value;
  }

  /** `Name.1`, `Name.2`, … in the order of their numbers. */
  list(name: string): string[] {
    const prefix = `${name}.`;
    return [...this.query]
      .filter(([key]) => key.startsWith(prefix) && /^\d+$/.test(key.slice(prefix.length)))
      .sort(([a], [b]) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)))
      .map(([, value]) => value);
  }
}
