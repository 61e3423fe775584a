// The ways of copying images that the bench compares: the program of each, and the worker that it needs, if any: that of
// the command line, or another one.
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The project's own way: the only one that promises exactly one image, so it alone must also say that it is done. */
export const OURS = 'ecd-image-distributor';

export const WAYS = [
  {
    way: OURS,
    program: path('distributor.mjs'),
    worker: {},
  },
  { way: 'p-limit script', program: path('p-limit-script.mjs') },
  { way: 'Terraform policy', program: path('terraform-policy.mjs') },
  { way: 'look up once, then create', program: path('look-up-once.mjs') },
  {
    way: 'Temporal tutorial',
    program: path('tutorial.mjs'),
    worker: { args: [path('tutorial-worker.mjs')] },
  },
];
