// What the Dockerfile and .dockerignore promise, read from the files themselves. Nothing here builds an image.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

/** Copied from the build context, not from another stage. */
const copiedIntoBuild = new Set(
  [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' ')),
);

describe('the Dockerfile', () => {
  it('has an exact glibc base, runs as node, and starts the worker', () => {
    const text = read('Dockerfile');
    expect(text).toMatch(/^ARG NODE_IMAGE=node:20\.\d+\.\d+-bookworm-slim$/m);
    for (const [from] of text.matchAll(/^FROM \S+/gm)) expect(from).toMatch(/^FROM (\$\{NODE_IMAGE\}|manifests)$/);
    expect(text).toMatch(/^USER node\nENTRYPOINT \["node", "lib\/cli\/main\.js"\]\nCMD \["worker"\]\n$/m);
  });

  it('gets what it copies, and .dockerignore keeps everything else out', () => {
    const [first, ...allowed] = read('.dockerignore').match(/^[^#\n].*$/gm) ?? [];
    expect(first).toBe('*');
    expect(new Set(allowed)).toEqual(new Set([...copiedIntoBuild].map((path) => `!${path}`)));
  });
});
