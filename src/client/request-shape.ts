// The shape of an input, as far as the client itself relies on it. Every rule beyond that is the worker's to check.
type Fields = Record<string, unknown>;

/** What is wrong with the shape of an input of unknown origin; empty when nothing is. */
export function shapeFindings(input: unknown): string[] {
  if (!isObject(input)) return ['the request must be an object with source, imageName, destinations and shareWith'];
  const source = isObject(input.source) ? input.source : {};
  return [
    ...(isText(source.regionId) ? [] : ['source.regionId: must be the id of a region, as text']),
    ...(isText(source.imageId) ? [] : ['source.imageId: must be the id of an image, as text']),
    ...(isText(input.imageName) ? [] : ['imageName: must be text']),
    ...destinationsFindings(input.destinations),
    ...listFindings('shareWith', input.shareWith, true),
  ];
}

function destinationsFindings(destinations: unknown): string[] {
  if (destinations === 'all') return [];
  if (!Array.isArray(destinations)) return ['destinations: must be a list of destinations, or "all"'];
  return destinations.flatMap((item: unknown, index) => {
    const path = `destinations[${index}]`;
    if (!isObject(item)) return [`${path}: must be an object with a regionId`];
    return listFindings(`${path}.shareWith`, item.shareWith, false);
  });
}

function listFindings(path: string, value: unknown, isRequired: boolean): string[] {
  if (value === undefined && !isRequired) return [];
  return Array.isArray(value) ? [] : [`${path}: must be a list`];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
